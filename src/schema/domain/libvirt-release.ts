/**
 * The newest libvirt release whose domain format vmc supports. It is also the default target release of `vmc build`.
 */
export const LIBVIRT_RELEASE = '12.9.0'
