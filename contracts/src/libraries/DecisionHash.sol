// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Call, Decision} from "../types/Types.sol";

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

    function hashDecision(Decision calldata d) internal pure returns (bytes32 hash) {
        bytes32 typeHash = DECISION_TYPEHASH;
        bytes32 callsHash = hashCalls(d.calls);
        bytes32 contentHash = d.contentHash;
        // The first seven fields are static words, copied as they stand: an encoding with dirty upper bits hashes to an id that nobody signed.
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            calldatacopy(add(m, 0x20), d, 0xe0)
            mstore(add(m, 0x100), callsHash)
            mstore(add(m, 0x120), contentHash)
            hash := keccak256(m, 0x140)
        }
    }

    function hashCalls(Call[] calldata calls) internal pure returns (bytes32 hash) {
        bytes32 typeHash = CALL_TYPEHASH;
        uint256 n = calls.length;
        uint256 m;
        assembly ("memory-safe") {
            m := mload(0x40)
        }
        for (uint256 i; i < n; ++i) {
            Call calldata c = calls[i];
            address target = c.target;
            bytes calldata body = c.data;
            assembly ("memory-safe") {
                // Scratch lies behind the list of hashes; the free memory pointer stays where it is.
                let s := add(m, shl(5, n))
                calldatacopy(s, body.offset, body.length)
                let bodyHash := keccak256(s, body.length)
                mstore(s, typeHash)
                mstore(add(s, 0x20), target)
                mstore(add(s, 0x40), calldataload(add(c, 0x20)))
                mstore(add(s, 0x60), bodyHash)
                mstore(add(s, 0x80), calldataload(add(c, 0x60)))
                mstore(add(m, shl(5, i)), keccak256(s, 0xa0))
            }
        }
        assembly ("memory-safe") {
            hash := keccak256(m, shl(5, n))
        }
    }

    function hashSheet(address member, uint256 revision, bytes32 choicesHash) internal pure returns (bytes32 hash) {
        bytes32 typeHash = SHEET_TYPEHASH;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            mstore(add(m, 0x20), member)
            mstore(add(m, 0x40), revision)
            mstore(add(m, 0x60), choicesHash)
            hash := keccak256(m, 0x80)
        }
    }
}
