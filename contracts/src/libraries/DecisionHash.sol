// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Decision} from "../types/Types.sol";

/// @title EIP-712 hashing of decisions and ballot sheets
library DecisionHash {
    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 internal constant NAME_HASH = keccak256("DAOmesh");
    bytes32 internal constant VERSION_HASH = keccak256("1");
    bytes32 internal constant CALL_TYPEHASH = keccak256("Call(address target,uint256 value,bytes data,bytes32 codeHash)");
    bytes32 internal constant DECISION_TYPEHASH = keccak256(
        "Decision(uint32 rosterEpoch,uint32 rulesEpoch,uint256 slot,uint40 closesAt,uint40 expiresAt,address executor,bytes32 afterDecision,Call[] calls,bytes32 contentHash)Call(address target,uint256 value,bytes data,bytes32 codeHash)"
    );
    bytes32 internal constant CHOICE_TYPEHASH = keccak256("Choice(bytes32 decision,uint8 support,uint64 votes)");
    bytes32 internal constant SHEET_TYPEHASH = keccak256(
        "BallotSheet(address member,uint64 revision,Choice[] choices)Choice(bytes32 decision,uint8 support,uint64 votes)"
    );

    /// @dev Never stored: after a chain split the id of the chain differs, and so must the domain.
    function domainSeparator() internal view returns (bytes32 separator) {
        (bytes32 typeHash, bytes32 nameHash, bytes32 versionHash) = (DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH);
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            mstore(add(m, 0x20), nameHash)
            mstore(add(m, 0x40), versionHash)
            mstore(add(m, 0x60), chainid())
            mstore(add(m, 0x80), address())
            separator := keccak256(m, 0xa0)
        }
    }

    function digest(bytes32 domain, bytes32 structHash) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            mstore(0x00, hex"1901")
            mstore(0x02, domain)
            mstore(0x22, structHash) // spills two bytes into the free memory pointer's zero bytes, which are put back
            hash := keccak256(0x00, 0x42)
            mstore(0x22, 0)
        }
    }

    function decisionId(bytes32 domain, Decision calldata d) internal pure returns (bytes32) {
        return digest(domain, hashDecision(d));
    }

    /// @dev Offsets and words are taken as they stand. An encoding that the decoder would refuse hashes to an id nobody signed, or is refused when
    /// the calls are read for execution, from the same places.
    function hashDecision(Decision calldata d) internal pure returns (bytes32 hash) {
        bytes32 typeHash = DECISION_TYPEHASH;
        bytes32 callTypeHash = CALL_TYPEHASH;
        assembly ("memory-safe") {
            let m := mload(0x40)
            // The first seven fields are static words.
            mstore(m, typeHash)
            calldatacopy(add(m, 0x20), d, 0xe0)
            mstore(add(m, 0x120), calldataload(add(d, 0x100)))

            let calls := add(d, calldataload(add(d, 0xe0)))
            let n := calldataload(calls)
            calls := add(calls, 0x20)
            let hashes := add(m, 0x140)
            let s := add(hashes, shl(5, n))
            for { let i := 0 } lt(i, n) { i := add(i, 1) } {
                let c := add(calls, calldataload(add(calls, shl(5, i))))
                let body := add(c, calldataload(add(c, 0x40)))
                let size := calldataload(body)
                calldatacopy(s, add(body, 0x20), size)
                let bodyHash := keccak256(s, size)
                mstore(s, callTypeHash)
                calldatacopy(add(s, 0x20), c, 0x40) // target, value
                mstore(add(s, 0x60), bodyHash)
                mstore(add(s, 0x80), calldataload(add(c, 0x60)))
                mstore(add(hashes, shl(5, i)), keccak256(s, 0xa0))
            }
            mstore(add(m, 0x100), keccak256(hashes, shl(5, n)))
            hash := keccak256(m, 0x140)
        }
    }
}
