/**
 * Parses a PCI address in the format of `lspci`, such as `0000:3b:00.1`, into the fields of an `<address>` element. The
 * PCI domain is optional.
 */
export function pciFromText(text: string): Record<string, unknown> | undefined {
  const parts = /^(?:([\da-f]{4,8}):)?([\da-f]{2}):([01][\da-f])\.([0-7])$/i.exec(text)
  if (!parts) return undefined
  const [, domain = '0000', bus, slot, fn] = parts
  return { domain: `0x${domain}`, bus: `0x${bus}`, slot: `0x${slot}`, function: `0x${fn}` }
}

/** Prints the fields of an `<address>` element as a PCI address in the format of `lspci`. */
export function pciToText({
  domain,
  bus,
  slot,
  function: fn,
}: Readonly<Record<string, string | undefined>>): string | undefined {
  const parts = [domain, bus, slot, fn].map(part => part?.replace(/^0x/, ''))
  return parts.includes(undefined) ? undefined : `${parts.slice(0, 3).join(':')}.${parts[3]}`
}
