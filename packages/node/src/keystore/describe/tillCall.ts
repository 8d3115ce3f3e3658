import { decodeBuy, tillAddress } from '@daomesh/chain'
import { type Call, quoteIdOf } from '@daomesh/protocol'
import { moment, person, say, type Saying, short, worth } from './say.ts'

/** A purchase at the till in words; null for any other call, and for one that the till would refuse. */
export const describeTillCall = ({ target, value, data }: Pick<Call, 'target' | 'value' | 'data'>): readonly Saying[] | null => {
  const action = target === tillAddress() ? decodeBuy({ data }) : null
  if (action === null) return null
  const { quote, reader } = action
  if (value !== (BigInt(quote.token) === 0n ? quote.price : 0n)) return null
  // The same short hash stands in the dialog of the interface.
  const id = quoteIdOf(quote)
  return [
    say(
      'sign.till.buy',
      'Pays {price} to the income inbox of the DAO {seller}, for one copy of the work that its quote {quote} names. Nobody pays it back.',
      {
        price: worth(quote.token, quote.price),
        seller: person(quote.seller),
        quote: short(id),
        id,
      },
    ),
    say('sign.till.reader', 'The copy is for {reader}: whoever of the seller is online hands its key to a device of that account.', {
      reader: person(reader),
    }),
    say('sign.till.until', 'The price stands until {until}.', { until: moment(quote.until) }),
  ]
}
