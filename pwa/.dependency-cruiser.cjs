// The ladder of rooms: app > capabilities > sync (by its face) > store > base; ui > base; worker > base.
const rooms = 'app|signin|today|marking|scan|office|visitor|device|sync|store|ui|base|worker'
const capabilities = 'signin|today|marking|scan|office|visitor|device'

/** A room that may import itself and the rooms named, nothing else of ours. */
const only = (room, ...below) => ({
  name: `${room}-imports-only-below`,
  comment: `${room} may import: ${[room, ...below].join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...below].join('|')})/` },
})

module.exports = {
  forbidden: [
    only('base'),
    only('ui', 'base'),
    only('worker', 'base'),
    only('store', 'base'),
    only('sync', 'store', 'base'),
    {
      name: 'capabilities-stay-apart',
      comment: 'Capabilities meet in store, or app puts them together.',
      severity: 'error',
      from: { path: `^src/(${capabilities})/` },
      to: { path: '^src/', pathNot: '^src/($1|sync|store|ui|base)/' },
    },
    {
      name: 'pages-of-the-office-stay-apart',
      comment:
        'Each folder of office/ is a page of its own; what two of them share lies in ui/, or beside the folders.',
      severity: 'error',
      from: { path: '^src/office/([^/]+)/' },
      to: { path: '^src/office/', pathNot: '^src/office/($1/|[^/]+$)' },
    },
    {
      name: 'app-imports-no-worker',
      severity: 'error',
      from: { path: '^src/app/' },
      to: { path: '^src/worker/' },
    },
    {
      name: 'sync-by-its-face',
      comment: 'Other rooms see sync/index.ts only.',
      severity: 'error',
      from: { pathNot: '^src/sync/' },
      to: { path: '^src/sync/', pathNot: '^src/sync/index\\.ts$' },
    },
    {
      name: 'dexie-behind-store',
      comment: 'store/ is the only door to IndexedDB.',
      severity: 'error',
      from: { pathNot: '^src/store/' },
      to: { path: '(^|/)node_modules/dexie/' },
    },
    {
      name: 'no-screens-below',
      comment:
        'base, store and sync run in Node and in a worker: no Preact, no JSX. Signals there come from signals-core.',
      severity: 'error',
      from: { path: '^src/(base|store|sync|worker)/' },
      to: { path: '(^|/)node_modules/(preact|@preact/signals)/' },
    },
    {
      name: 'no-unknown-room',
      severity: 'error',
      from: { path: `^src/(?!(${rooms})/|main\\.tsx$|[^/]+\\.d\\.ts$)` },
      to: {},
    },
    { name: 'no-rings', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      comment: 'The address of a packaged file (`?url`) is made by the build.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.wasm\\?url$' },
    },
    {
      name: 'no-development-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.page.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types'] },
  },
}
