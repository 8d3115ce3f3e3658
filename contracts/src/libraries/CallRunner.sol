// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../interfaces/IDao.sol";
import {Call} from "../types/Types.sol";
import {Signatures} from "./Signatures.sol";

/// @title Makes one call of a decision (R6)
library CallRunner {
    /// @dev What a failing target may add to logs, so that a return bomb costs nobody anything.
    uint256 internal constant MAX_RETURNED = 256;

    /// @param reason Selector of the named error, 0 for success.
    /// @param call Which call it was.
    /// @param returned The first bytes of what a failing target said.
    struct Failure {
        bytes4 reason;
        uint256 call;
        bytes returned;
    }

    function run(Call calldata c) internal returns (bytes4 reason) {
        address target = c.target;
        uint256 value = c.value;
        bytes calldata body = c.data;
        if (body.length != 0 || c.codeHash != 0) {
            if (!isPinned(target, c.codeHash)) return IDao.Dao_CodeChanged.selector;
        }
        bool ok;
        assembly ("memory-safe") {
            let m := mload(0x40)
            calldatacopy(m, body.offset, body.length)
            // No output is copied: what comes back is read by `returned` only on failure, and only its first bytes.
            ok := call(gas(), target, value, m, body.length, 0x00, 0x00)
        }
        if (ok) return 0;
        return value > address(this).balance ? IDao.Dao_Underfunded.selector : IDao.Dao_CallFailed.selector;
    }

    /// @notice A pin holds when the code hash is the signed one. Zero stands for "no code, or code that its own key may change anyway" (EIP-7702).
    /// The DAO itself needs no pin: the code of a clone cannot change.
    function isPinned(address target, bytes32 codeHash) internal view returns (bool) {
        if (target == address(this)) return true;
        if (codeHash != 0) return target.codehash == codeHash;
        return target.code.length == 0 || Signatures.hasDelegatedCode(target);
    }

    function returned() internal pure returns (bytes memory data) {
        uint256 limit = MAX_RETURNED;
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, limit) { size := limit }
            data := mload(0x40)
            mstore(data, size)
            returndatacopy(add(data, 0x20), 0x00, size)
            mstore(0x40, add(data, and(add(size, 0x3f), not(0x1f))))
        }
    }
}
