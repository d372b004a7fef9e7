#!/usr/bin/env node
// The installed command: runs the TypeScript sources as they are.
import '@oxc-node/core/register'

await import('./main.ts')
