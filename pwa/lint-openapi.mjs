// `npm run check:contract`: Redocly's recommended rules on openapi.yaml, without exceptions; a warning fails too.
import { createConfig, formatProblems, getTotals, lint } from '@redocly/openapi-core'

const config = await createConfig({ extends: ['recommended'] })
const problems = await lint({ ref: '../openapi.yaml', config })
formatProblems(problems, { format: 'stylish', totals: getTotals(problems), version: '' })
process.exitCode = problems.length > 0 ? 1 : 0
