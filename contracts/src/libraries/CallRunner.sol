// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibBytes} from "solady/utils/LibBytes.sol";
import {IDao} from "../interfaces/IDao.sol";
import {Call} from "../types/Types.sol";
import {Signatures} from "./Signatures.sol";

/// @title Makes one call of a decision (R6)
library CallRunner {
    /// @dev What a failing target may add to logs, so that a return bomb costs nobody anything.
    uint256 internal constant MAX_RETURNED = 256;

    /// @return reason Selector of the named error, 0 for success.
    /// @dev Reads the words where DecisionHash has hashed them, so what runs is what was signed.
    function run(Call calldata c) internal returns (bytes4 reason) {
        uint256 body;
        uint256 size;
        bytes32 codeHash;
        bool isPlain;
        assembly ("memory-safe") {
            body := add(c, calldataload(add(c, 0x40)))
            size := calldataload(body)
            codeHash := calldataload(add(c, 0x60))
            isPlain := iszero(or(size, codeHash))
        }
        if (!isPlain && !isPinned(c.target, codeHash)) return IDao.Dao_CodeChanged.selector;
        bool ok;
        assembly ("memory-safe") {
            let m := mload(0x40)
            calldatacopy(m, add(body, 0x20), size)
            // No output is copied: what comes back is read by `describe` only on failure, and only its first bytes.
            ok := call(gas(), calldataload(c), calldataload(add(c, 0x20)), m, size, 0x00, 0x00)
        }
        if (ok) return 0;
        return c.value > address(this).balance ? IDao.Dao_Underfunded.selector : IDao.Dao_CallFailed.selector;
    }

    /// @notice A pin holds when the code hash is the signed one. Zero stands for "no code, or code that its own key may change anyway" (EIP-7702).
    /// The DAO itself needs no pin: the code of a clone cannot change.
    function isPinned(address target, bytes32 codeHash) internal view returns (bool) {
        if (target == address(this)) return true;
        if (codeHash != 0) return target.codehash == codeHash;
        return target.code.length == 0 || Signatures.hasDelegatedCode(target);
    }

    /// @notice The position of the failed call, then the first bytes of what the target said. Must directly follow `run`.
    function describe(bytes4 reason, uint256 position) internal pure returns (bytes memory failure) {
        uint256 limit = reason == IDao.Dao_CallFailed.selector ? MAX_RETURNED : 0;
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, limit) { size := limit }
            failure := mload(0x40)
            mstore(failure, add(size, 0x20))
            mstore(add(failure, 0x20), position)
            returndatacopy(add(failure, 0x40), 0x00, size)
            mstore(0x40, add(failure, and(add(size, 0x5f), not(0x1f))))
        }
    }

    function parse(bytes memory failure) internal pure returns (uint256 position, bytes memory returned) {
        if (failure.length < 32) return (0, "");
        assembly ("memory-safe") {
            position := mload(add(failure, 0x20))
        }
        returned = LibBytes.slice(failure, 32);
    }
}
