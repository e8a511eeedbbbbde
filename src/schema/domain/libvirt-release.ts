/** The newest libvirt release whose domain format vmc supports, and the default target of a build. */
export const LIBVIRT_RELEASE = '12.9.0'
