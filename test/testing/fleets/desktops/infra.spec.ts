import { fleet } from 'libvmc/testing'
import { describe, expect, it } from 'vitest'

const office = await fleet('infra.ts')

describe('desktops', () => {
  it('are right', () => {
    expect(office.findings).toEqual([])
    expect(office.names).toEqual(['desk-ada', 'desk-grace'])
  })

  it.each(office.names)('%s starts with Secure Boot and a TPM', name => {
    const desk = office.get(name)
    expect(desk.has('os/firmwareFeatures/feature', { name: 'secure-boot', enabled: true })).toBe(
      true,
    )
    expect(desk.count('tpm')).toBe(1)
  })

  it('have a GPU only where the table names one', () => {
    expect(office.get('desk-ada').all('hostdev/source/address/@bus')).toEqual(['0x41'])
    expect(office.get('desk-grace').has('hostdev')).toBe(false)
  })

  it('have the memory that the table names', () => {
    expect(office.domains.map(desk => desk.all('memory/value'))).toEqual([['16'], ['8']])
  })
})
