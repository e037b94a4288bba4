/** Lets files outside this folder import its packages: the tests live in ../tests, where no node_modules is above them, and must
 * share one copy of each package with the sources. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Plugin } from 'vite'

export function packagesFromHere(folder: string): Plugin {
  const manifest = createRequire(import.meta.url)('../package.json')
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  return {
    name: 'packages-from-here',
    enforce: 'pre',
    resolveId(name, importer) {
      const known = packages.some((one) => name === one || name.startsWith(`${one}/`))
      if (!known || !importer || importer.startsWith(folder)) return null
      return this.resolve(name, join(folder, 'package.json'), { skipSelf: true })
    },
  }
}
