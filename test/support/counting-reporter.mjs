// Mocha's usual report, and the counts as JSON in the file that MOCHA_COUNTS names, for .ci/run to read.
// Plain JavaScript, because mocha loads reporters before anything can translate them.

import { writeFileSync } from 'node:fs'
import Mocha from 'mocha'

export default function CountingReporter(runner, options) {
  const spec = new Mocha.reporters.Spec(runner, options)
  const file = process.env.MOCHA_COUNTS
  if (file) {
    runner.once('end', () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {}
      writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, pending }))
    })
  }
  return spec
}
