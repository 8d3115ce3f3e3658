import { useTranslation } from 'react-i18next'
import { useApi } from '../../../api/ApiContext.ts'
import type { Bounty } from '../bounties.ts'
import { useMoney } from '../useMoney.ts'
import { useNamed } from '../useNamed.ts'
import { ActDialog } from './ActDialog.tsx'
import { useAct } from './useAct.ts'

type ClaimActProps = { readonly bounty: Bounty; readonly credit: Bounty['credits'][number]; readonly onClose: () => void }

/** Fetches what the escrow could not push to an account: it goes there and nowhere else, so anybody may send it. */
export const ClaimAct = ({ bounty, credit, onClose }: ClaimActProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const money = useMoney()
  const named = useNamed()
  type Claim = Parameters<typeof client.bounties.claim>[0]
  const act = useAct((input: Claim) => client.bounties.claim({ ...input, as: credit.space }), { as: credit.account, alone: true })
  return (
    <ActDialog
      title={t('bounties.do.claim')}
      sentence={t('bounties.act.claim.what', {
        amount: money.say(credit.token ?? bounty.token, credit.amount),
        payee: named(credit.account),
      })}
      done={t('bounties.act.claim.done')}
      call={t('bounties.act.called', { name: 'claim', args: money.say(credit.token ?? bounty.token, credit.amount) })}
      go={t('bounties.do.claim')}
      bounty={bounty.bounty}
      preview={{ kind: 'claim', vault: credit.vault, account: credit.account }}
      act={act}
      submit={() => act.run({ vault: credit.vault, recipient: null })}
      onClose={onClose}
    />
  )
}
