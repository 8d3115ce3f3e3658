import { Group, Text, Tooltip } from '@mantine/core'
import type { TextProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import { formatUnits } from '../../format/formatUnits.ts'
import { TokenAmount } from '../../parts/TokenAmount.tsx'
import type { PostSummary } from './market.ts'

type RewardProps = { readonly reward: PostSummary['reward'] } & Pick<TextProps, 'size' | 'fw'>

/** What is offered. A token that no DAO of this node lists is said by its address and in its smallest unit: it may call itself anything. Where it was asked, that stands behind, as its own words. */
export const Reward = ({ reward, ...text }: RewardProps) => {
  const { t } = useTranslation()
  const { symbol, decimals } = reward
  const own =
    symbol === '' || decimals === null ? null : t('market.callsItself', { symbol, amount: formatUnits(BigInt(reward.amount), decimals) })
  return (
    <Group gap={6} justify="flex-end" component="span" display="inline-flex">
      {reward.known ? (
        <TokenAmount units={reward.amount} of={reward} {...text} />
      ) : (
        <Tooltip label={t(own === null ? 'market.unknownToken' : 'market.ownWords', { token: reward.token })} multiline maw={320}>
          <Text component="span" className="numbers" {...text} style={{ overflowWrap: 'anywhere' }}>
            {t('market.unitsOf', { amount: reward.amount, token: shortAddress(reward.token) })}
            {own !== null && (
              <Text component="span" size="xs" c="dimmed" fw={400}>
                {' '}
                (<bdi>{own}</bdi>)
              </Text>
            )}
          </Text>
        </Tooltip>
      )}
      {reward.power !== null && (
        <Text component="span" className="numbers" {...text}>
          {t('market.andPower', { power: reward.power })}
        </Text>
      )}
    </Group>
  )
}
