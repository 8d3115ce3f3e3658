import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ActDialog } from '../bounties/acts/ActDialog.tsx'
import { useAct } from '../bounties/acts/useAct.ts'
import type { RoundDetails } from './rounds.ts'

export const roundSteps = ['finalise', 'payout', 'refund', 'refundPool', 'callOff'] as const
/** A step of a round without a field: by whom (`as`), and for whom where it gives something back. */
export type RoundStep = { readonly kind: (typeof roundSteps)[number]; readonly as: string; readonly alone: boolean }

type Asked = {
  readonly requestId: string
  readonly as: string | null
  readonly round: string
  readonly kind: RoundStep['kind']
  readonly account: string
}

/** Counting, paying, giving back, calling off: in words, decoded, and then as far as it has come. */
export const StepDialog = ({
  page,
  step,
  onClose,
}: {
  readonly page: RoundDetails
  readonly step: RoundStep
  readonly onClose: () => void
}) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const { kind, as, alone } = step
  const act = useAct(
    ({ requestId, as: by, round, kind: what, account }: Asked) => {
      const acting = { requestId, round }
      if (what === 'finalise') return client.rounds.finalise(acting)
      if (what === 'payout') return client.rounds.payout({ ...acting, projects: null })
      if (what === 'callOff') return client.rounds.callOff({ ...acting, as: by })
      return client.rounds.refund({ ...acting, what: what === 'refund' ? 'contributions' : 'pool', account })
    },
    { as, alone },
  )
  return (
    <ActDialog
      title={t(`rounds.do.${kind}`)}
      sentence={t(`rounds.can.${kind}`)}
      call={`${kind}(${kind === 'refund' ? as : ''})`}
      bounty={page.round}
      idLabel={t('rounds.id')}
      callLabel={t('rounds.call')}
      go={t(`rounds.do.${kind}`)}
      done={t(`rounds.did.${kind}`)}
      act={act}
      submit={() => act.run({ round: page.round, kind, account: as })}
      onClose={onClose}
    />
  )
}
