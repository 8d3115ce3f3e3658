import { Box, NumberInput, Radio, SimpleGrid, Stack, Text } from '@mantine/core'
import type { Rules } from '@daomesh/protocol'
import { useTranslation } from 'react-i18next'
import { RulesInWords } from '../dao/RulesInWords.tsx'
import { presetNames, presetOf, rulePresets } from './rulePresets.ts'
import type { PresetName } from './rulePresets.ts'

type RuleFieldsProps = { readonly rules: Rules; readonly change: (rules: Rules) => void; readonly members: number }

const day = 86_400

/** A preset to begin with, the few numbers behind it, and what they mean in words at once. */
export const RuleFields = ({ rules, change, members }: RuleFieldsProps) => {
  const { t } = useTranslation()
  const number = (value: string | number, scale: number): number => (typeof value === 'number' ? Math.round(value * scale) : 0)
  return (
    <Stack gap="md">
      <Radio.Group label={t('terms.preset')} value={presetOf(rules) ?? ''} onChange={(value) => change(rulePresets[value as PresetName])}>
        <Stack gap={8} mt={6}>
          {presetNames.map((name) => (
            <Radio key={name} value={name} label={t(`terms.presets.${name}.name`)} description={t(`terms.presets.${name}.about`)} />
          ))}
        </Stack>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberInput
          label={t('terms.quorum')}
          description={t('terms.quorumAbout')}
          suffix=" %"
          min={0}
          max={100}
          decimalScale={2}
          value={rules.quorumBps / 100}
          onChange={(value) => change({ ...rules, quorumBps: number(value, 100) })}
        />
        <NumberInput
          label={t('terms.threshold')}
          description={t('terms.thresholdAbout')}
          suffix=" %"
          min={0}
          max={100}
          decimalScale={2}
          value={rules.thresholdBps / 100}
          onChange={(value) => change({ ...rules, thresholdBps: number(value, 100) })}
        />
        <NumberInput
          label={t('terms.votingPeriod')}
          description={t('terms.votingPeriodAbout')}
          suffix={t('terms.daysSuffix')}
          min={0.01}
          max={365}
          decimalScale={2}
          value={rules.votingPeriod / day}
          onChange={(value) => change({ ...rules, votingPeriod: number(value, day) })}
        />
        <NumberInput
          label={t('terms.gracePeriod')}
          description={t('terms.gracePeriodAbout')}
          suffix={t('terms.daysSuffix')}
          min={0}
          max={rules.votingPeriod / day}
          decimalScale={2}
          value={rules.gracePeriod / day}
          onChange={(value) => change({ ...rules, gracePeriod: number(value, day) })}
        />
      </SimpleGrid>
      <Box p="md" bg="var(--surface-sunken)" style={{ borderRadius: 8 }}>
        <Text size="sm" fw={600} mb={6}>
          {t('terms.inWords')}
        </Text>
        <RulesInWords rules={rules} members={members} />
      </Box>
    </Stack>
  )
}
