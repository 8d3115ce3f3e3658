// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Genesis, Member, Rules} from "../types/Types.sol";

/// @title EIP-712 struct hash of a genesis
library GenesisHash {
    bytes32 internal constant MEMBER_TYPEHASH = keccak256("Member(address account,uint8 kind,uint64 power,uint128 shares)");
    bytes32 internal constant RULES_TYPEHASH = keccak256(
        "Rules(uint8 mode,uint16 quorumBps,uint16 thresholdBps,uint32 votingPeriod,uint32 gracePeriod,uint32 challengeWindow,uint32 credits,uint16 incomeBps,uint32 refundCap)"
    );
    bytes32 internal constant GENESIS_TYPEHASH = keccak256(
        "Genesis(uint256 chainId,bytes32 chainGenesis,string name,Member[] members,Rules rules,bytes32 salt)Member(address account,uint8 kind,uint64 power,uint128 shares)Rules(uint8 mode,uint16 quorumBps,uint16 thresholdBps,uint32 votingPeriod,uint32 gracePeriod,uint32 challengeWindow,uint32 credits,uint16 incomeBps,uint32 refundCap)"
    );

    function hash(Genesis memory g) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                GENESIS_TYPEHASH, g.chainId, g.chainGenesis, keccak256(bytes(g.name)), _hashMembers(g.members), _hashRules(g.rules), g.salt
            )
        );
    }

    function _hashMembers(Member[] memory members) private pure returns (bytes32 hashed) {
        bytes32 typehash = MEMBER_TYPEHASH;
        assembly ("memory-safe") {
            // Behind what is allocated: the five words of one member, then the hashes of all.
            let words := mload(0x40)
            let hashes := add(words, 0xa0)
            let size := shl(5, mload(members))
            mstore(words, typehash)
            for { let at := 0 } lt(at, size) { at := add(at, 0x20) } {
                mcopy(add(words, 0x20), mload(add(add(members, 0x20), at)), 0x80)
                mstore(add(hashes, at), keccak256(words, 0xa0))
            }
            hashed := keccak256(hashes, size)
        }
    }

    function _hashRules(Rules memory rules) private pure returns (bytes32) {
        return keccak256(abi.encode(RULES_TYPEHASH, rules));
    }
}
