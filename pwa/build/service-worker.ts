import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

interface Options {
  worker: string
  killSwitch: string
  publicDir: string
}

/**
 * Builds `sw.js` with the list of every file of the build and a version made from their contents, and `kill-switch.js` beside it.
 * A build whose files are the same has the same version, so that a mere rebuild does not ask anybody to update.
 */
export function serviceWorker(options: Options): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const contents = new Map<string, string | Uint8Array>()
      for (const [name, file] of Object.entries(bundle))
        contents.set(name, file.type === 'chunk' ? file.code : file.source)
      for (const name of filesBelow(options.publicDir))
        contents.set(name, readFileSync(join(options.publicDir, name)))
      const precache = {
        version: hashOf(contents),
        files: [...contents.keys()].sort().map(addressOf),
      }
      const head = `const PRECACHE = ${JSON.stringify(precache)};\n`
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: head + (await bundled(options.worker)) })
      this.emitFile({ type: 'asset', fileName: 'kill-switch.js', source: await bundled(options.killSwitch) })
    },
  }
}

/** Servers send `/index.html` on to `/`, and a redirected answer may not stand for a page. */
const addressOf = (name: string): string => (name === 'index.html' ? '/' : `/${name}`)

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
}

function hashOf(contents: Map<string, string | Uint8Array>): string {
  const hash = createHash('sha256')
  const sorted = [...contents].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [name, content] of sorted) hash.update(name).update('\0').update(content).update('\0')
  return hash.digest('hex').slice(0, 16)
}

/** One classic script, because a worker with imports would need a second request that may fail. */
async function bundled(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'worker' },
      minify: true,
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (!output || !('output' in output)) throw new Error(`${entry} did not build`)
  return output.output[0].code
}
