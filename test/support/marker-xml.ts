import { type Marker, markerElement } from '../../src/hosts/marker.ts'

/** A marker as libvirt writes it. */
export const markerXml = (marker: Marker): string =>
  markerElement(marker)
    .replace('<domain ', '<vmc:domain xmlns:vmc="urn:libvmc:1" ')
    .replace('</domain>', '</vmc:domain>')
