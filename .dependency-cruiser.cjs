// The floors: base ← protocol ← records ← client ← web and cli; venue and verify stand beside them.
// Imports only go down. A test shows that these rules bite: test/contract/floors.test.ts.

/** `folder` of src/ imports, of src/, nothing but itself and `allowed`. Type-only imports count as well. */
const onlyImports = (folder, allowed, comment) => ({
  name: `${folder.replace('/', '-')}-imports-only-down`,
  comment,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...allowed].map((one) => `^src/${one}/`) },
});

/** The parts of the protocol that hold keys of the record: whoever imports them could open an entry. */
const opens = ['^src/protocol/mls/', '^src/protocol/seal/'];

module.exports = {
  forbidden: [
    onlyImports('base', [], 'base is the ground: it imports nothing of src/.'),
    onlyImports('protocol', ['base'], 'The protocol is pure: bytes in, bytes out.'),
    onlyImports('records', ['base', 'protocol'], 'What an entry means depends on no engine and no screen.'),
    onlyImports('client', ['base', 'protocol', 'records'], 'The engine knows neither the venue nor a view.'),
    onlyImports('venue', ['base', 'protocol'], 'The venue shares with the client only the protocol between them.'),
    onlyImports('verify', ['base', 'protocol'], "An outsider's check stands on as little as can be."),
    onlyImports('web', ['base', 'protocol', 'records', 'client', 'verify'], 'The app never imports the venue.'),
    onlyImports(
      'web/public',
      ['base', 'protocol', 'verify'],
      "What runs in the public's pages is an outsider's: of the app it has nothing.",
    ),
    {
      name: 'cli-imports-no-view',
      comment: 'The command line is used where no app is; it takes everything but the app.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/web/' },
    },

    {
      name: 'venue-opens-nothing',
      comment: 'The venue must not be able to open an entry, so it imports nothing that could.',
      severity: 'error',
      from: { path: '^src/venue/' },
      to: { path: [...opens, '^src/records/', '^src/client/'] },
    },
    {
      name: 'venue-reaches-nothing-that-opens',
      comment: 'Nor by way of another module of the protocol.',
      severity: 'error',
      from: { path: '^src/venue/', pathNot: '\\.test\\.ts$' },
      to: { path: opens, reachable: true },
    },
    {
      name: 'verify-opens-nothing',
      comment: 'A verifier has the communiqué and public keys, never a key of the record.',
      severity: 'error',
      from: { path: '^src/verify/' },
      to: { path: opens },
    },

    {
      name: 'codec-is-lowest-of-the-protocol',
      comment: 'Within the protocol: codec ← crypto, merkle ← everything else.',
      severity: 'error',
      from: { path: '^src/protocol/codec/' },
      to: { path: '^src/protocol/', pathNot: '^src/protocol/codec/' },
    },
    {
      name: 'crypto-and-merkle-stand-on-codec',
      comment: 'Within the protocol: codec ← crypto, merkle ← everything else.',
      severity: 'error',
      from: { path: '^src/protocol/(crypto|merkle)/' },
      to: { path: '^src/protocol/', pathNot: '^src/protocol/(codec|crypto|merkle)/' },
    },
    {
      name: 'public-side-of-the-protocol-opens-nothing',
      comment: 'The venue and outsiders import these, so they must not bring along what opens an entry.',
      severity: 'error',
      from: { path: '^src/protocol/(wire|disclosure|log|token)/', pathNot: '\\.test\\.ts$' },
      to: { path: opens },
    },

    {
      name: 'runs-in-a-browser',
      comment: 'base, protocol, records, client, verify and web run in a browser: no builtin of Node.',
      severity: 'error',
      from: {
        path: '^src/(base|protocol|records|client|verify|web)/',
        pathNot: ['^src/client/node/', '^src/client/.+/node/'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'src-stands-alone',
      comment: 'What ships depends on nothing that is only there to develop it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'no-development-package-in-src',
      comment: 'A development dependency is not there when the package is installed.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['\\.test\\.ts$', '^src/web/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-unlisted-package',
      comment: 'A package that is there by chance, through another one, may be gone tomorrow.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-cycle',
      comment: 'Two modules that need each other are one concept in two files, or two with a third missing.',
      severity: 'error',
      from: { path: '^(src|test|bench|scripts)/' },
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'A module that nothing uses and that uses nothing is left over.',
      severity: 'error',
      from: { path: '^src/', orphan: true, pathNot: ['\\.d\\.ts$', '^src/cli/main\\.ts$'] },
      to: {},
    },
    {
      name: 'resolves',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: { path: '^(src|test|bench|scripts)/' },
      to: { couldNotResolve: true, pathNot: '^(\\$|virtual:)' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|screenshots)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
