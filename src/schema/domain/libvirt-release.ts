/** The newest libvirt release whose format vmc knows; what a build without a target is checked for. */
export const LIBVIRT_RELEASE = '12.9.0'
