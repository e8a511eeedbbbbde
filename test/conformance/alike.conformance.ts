// The tests about domains of the same structure, with every fifth of libvirt's own documents instead of every fortieth.
process.env.CORPUS_STEP = '5'
await import('../tree/fingerprint.test.ts')
await import('../check/rule-memo.test.ts')
await import('../xml/template.test.ts')
