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

    function _hashMembers(Member[] memory members) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](members.length);
        for (uint256 i; i < members.length; ++i) {
            Member memory m = members[i];
            hashes[i] = keccak256(abi.encode(MEMBER_TYPEHASH, m.account, m.kind, m.power, m.shares));
        }
        return keccak256(abi.encodePacked(hashes));
    }

    function _hashRules(Rules memory rules) private pure returns (bytes32) {
        return keccak256(abi.encode(RULES_TYPEHASH, rules));
    }
}
