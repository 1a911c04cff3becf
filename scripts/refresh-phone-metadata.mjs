// Rewrites Salon.Core/Kernel/Phones/phone-metadata.json: how phone numbers of every country look,
// and Salon.Tests/Kernel/phone-examples.json: one mobile number of each, as libphonenumber-js itself reads and groups it.
//
//   node scripts/refresh-phone-metadata.mjs            the newest release
//   node scripts/refresh-phone-metadata.mjs 1.13.16    one particular release
//
// Needs Node 20, npm and tar, and a network; a machine that only runs Salon needs none of them, because the result is committed.
// Refresh a few times a year (countries open new ranges), run `./dev test Phone`, and read the diff: one line is one country.
//
// The facts come from Google's libphonenumber (Apache License 2.0, © The Libphonenumber Authors), as packed by
// libphonenumber-js (MIT), whose METADATA.md names the positions of the fields read below.
// The licence of the data is kept beside it in phone-metadata.LICENSE.txt.

import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = new URL('../Salon.Core/Kernel/Phones/', import.meta.url)
const examplesFile = new URL('../Salon.Tests/Kernel/phone-examples.json', import.meta.url)
const FIXED_LINE = 0, MOBILE = 1

const workspace = mkdtempSync(join(tmpdir(), 'phone-metadata-'))
try {
  const source = download(process.argv[2] ?? 'latest')
  writeFileSync(new URL('phone-metadata.json', folder), render(source))
  writeFileSync(examplesFile, examples())
  copyFileSync(join(workspace, 'package/LICENSE.Apache'), new URL('phone-metadata.LICENSE.txt', folder))
} finally {
  rmSync(workspace, { recursive: true })
}

function download(version) {
  const archive = execFileSync('npm', ['pack', '--silent', `libphonenumber-js@${version}`], { cwd: workspace, encoding: 'utf8' }).trim()
  execFileSync('tar', ['-xzf', archive], { cwd: workspace })
  const read = (file) => JSON.parse(readFileSync(join(workspace, 'package', file), 'utf8'))
  return { version: read('package.json').version, metadata: read('metadata.max.json') }
}

/** One line per region, the main region of a shared calling code first, so that a refresh reads well as a diff. */
function render({ version, metadata }) {
  const regions = []
  for (const [callingCode, names] of Object.entries(metadata.country_calling_codes))
    for (const name of names) regions.push(region(name, metadata.countries[name], names.length > 1))
  for (const entry of Object.values(metadata.nonGeographic)) regions.push(region('001', entry, false))

  const lines = regions.map((one) => '    ' + JSON.stringify(one)).join(',\n')
  const origin = `libphonenumber-js ${version}; data © The Libphonenumber Authors, Apache License 2.0; made by scripts/refresh-phone-metadata.mjs`
  return `{\n  "origin": ${JSON.stringify(origin)},\n  "regions": [\n${lines}\n  ]\n}\n`
}

function examples() {
  const require = createRequire(join(workspace, 'package/'))
  const { getExampleNumber, parsePhoneNumber } = require('./max')
  const numbers = require('./examples.mobile.json')
  const lines = Object.keys(numbers).sort().map((name) => {
    const number = parsePhoneNumber(getExampleNumber(name, numbers).number) // read again: regions may share a number
    const mobile = ['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(number.getType())
    return '  ' + JSON.stringify({
      region: number.country, value: number.number, national: number.formatNational(), international: number.formatInternational(), mobile,
    })
  })
  return `[\n${lines.join(',\n')}\n]\n`
}

function region(name, fields, sharesItsCode) {
  const [callingCode, dialOut, number, lengths, formats, trunk, trunkRule, trunkPattern, trunkReplacement, , leading, types] = fields
  const patterns = (types ?? []).map((type) => type?.[0] ?? null)
  patterns[MOBILE] ||= patterns[FIXED_LINE] // North America, for one: a number does not tell which it is
  return withoutGaps({
    region: name,
    callingCode,
    dialOut,
    number,
    lengths,
    trunk: trunkPattern || trunk,
    trunkReplacement,
    leading,
    mobile: patterns[MOBILE],
    assigned: sharesItsCode ? [...new Set(patterns.filter(Boolean))].join('|') : null, // tells apart the countries behind one code
    groupings: formats ? formats.map((format) => grouping(format, trunkRule)) : null,
  })
}

function grouping([pattern, layout, leading, rule, , international], trunkRule) {
  const withTrunk = rule || trunkRule
  return withoutGaps({
    pattern,
    national: withTrunk ? layout.replace(/(\$\d)/, withTrunk) : layout, // the rule's own $1 is the first group written
    international: (international || layout).replace(/[-.()/~ ]+/g, ' ').trim(), // brackets and dashes are customs of the country
    leading: leading?.at(-1), // the earlier ones are coarser and serve numbers still being typed
  })
}

function withoutGaps(record) {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value))
}
