import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAward } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { VoteLine } from './VoteLine.tsx'
import { usePowerWords } from './usePowerWords.ts'
import type { Deal, OfferRow } from './deals.ts'

type PromiseLineProps = {
  readonly deal: Pick<Deal, 'space' | 'sides' | 'issuer' | 'hunter'>
  readonly offer: string
  readonly promise: NonNullable<OfferRow['promise']>
}

/** The power that a bounty promises beside the money: what the hunter has by it, how far the issuing DAO's members have signed, and giving it by hand. */
export const PromiseLine = ({ deal, offer, promise }: PromiseLineProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const say = usePowerWords()
  const give = useCommand(client.deals.giveReward)
  const { state, yes, of, question } = promise
  const [issuer, hunter] = [deal.issuer.name ?? '', deal.hunter.name ?? shortAddress(deal.hunter.account)]
  const waits = question !== null && question.open && question.mine === null
  return (
    <Stack gap="xs">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <IconAward size={18} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <Text size="sm">{say({ ...promise, hunter, issuer, given: state === 'given' })}</Text>
      </Group>
      <VoteLine
        words={t(`deals.promise.state.${state}`, { issuer, yes, count: of })}
        question={question === null ? null : { space: question.space, decision: question.decision, waits }}
      />
      {state === 'ready' && deal.sides.length > 0 && (
        <Group>
          <Button size="xs" variant="default" loading={give.isPending} onClick={() => give.mutate({ space: deal.space, offer })}>
            {t('deals.promise.give')}
          </Button>
        </Group>
      )}
      {give.isPending && <SigningNotice what={t('deals.promise.give')} />}
      {give.error !== null && <ErrorNotice error={give.error} />}
    </Stack>
  )
}
