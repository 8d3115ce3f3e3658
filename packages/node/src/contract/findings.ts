import { chainFindings } from './findings/chainFindings.ts'
import { homeFindings } from './findings/homeFindings.ts'
import { identityFindings } from './findings/identityFindings.ts'
import { memberFindings } from './findings/memberFindings.ts'
import { networkFindings } from './findings/networkFindings.ts'

export type { FindingText } from './findings/texts.ts'

/**
 * Everything that `daomesh doctor` can find. Codes are stable. `blocks`: members cannot reach each other, or nothing can be done here, until somebody acts;
 * `hinders`: it works, with less than it should; `note`: worth knowing, nothing to do. English, and the keys `findings.<CODE>.<part>` of every other language.
 */
export const findings = {
  ...homeFindings,
  ...identityFindings,
  ...networkFindings,
  ...memberFindings,
  ...chainFindings,
} as const

export type FindingCode = keyof typeof findings
