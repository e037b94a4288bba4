/** The page's content policy demands a trusted address for a script that is loaded by name: these are all there are. */
interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string }
}

/** The service worker, and the worker that reads codes (scan/), by the name that the build gives it. */
const OURS = /^\/(sw\.js|assets\/decode\.worker-[\w-]+\.js)$/

const rules = {
  createScriptURL(url: string): string {
    if (!OURS.test(url) && !import.meta.env.DEV) throw new TypeError(`No script is loaded from ${url}.`)
    return url
  },
}

let policy: typeof rules | null = null

/** The address as `new Worker()` and `register()` accept it; throws a TypeError for every other script. */
export function trusted(url: string): string {
  // A policy of this name can be made once.
  policy ??= (window as { trustedTypes?: Policies }).trustedTypes?.createPolicy('omni', rules) ?? rules
  return policy.createScriptURL(url)
}
