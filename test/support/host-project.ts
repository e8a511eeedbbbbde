import { type Files, folder } from './vmc.ts'

/** A folder with the configuration of a project, these hosts and settings, and other files. */
export const hostProject = (
  hosts: Readonly<Record<string, { readonly uri: string }>>,
  files: Files = {},
  settings: object = {},
): string =>
  folder({
    'package.json': JSON.stringify({
      type: 'module',
      vmc: {
        project: 'shop',
        ...settings,
        hosts: Object.fromEntries(Object.entries(hosts).map(([name, { uri }]) => [name, { uri }])),
      },
    }),
    ...files,
  })
