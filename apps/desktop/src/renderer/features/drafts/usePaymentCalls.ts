import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/ApiContext.ts'
import type { PaymentAsk, PaymentCall } from './readPayments.ts'

/** The calls that payments come down to, each with its words: what the members will vote on. Made when `enabled`. */
export const usePaymentCalls = (space: string, asks: readonly PaymentAsk[], enabled: boolean) => {
  const { client } = useApi()
  return useQuery({
    queryKey: ['paymentCalls', space, asks],
    enabled,
    gcTime: 0,
    staleTime: 0,
    retry: false,
    queryFn: async () => {
      const callOf = async (ask: PaymentAsk): Promise<PaymentCall> => ('target' in ask ? ask : client.treasury.sendCall({ space, ...ask }))
      const calls = await Promise.all(asks.map(callOf))
      return { calls, rows: await client.proposals.previewCalls({ space, calls }) }
    },
  })
}
