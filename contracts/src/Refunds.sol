// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DaoStorage} from "./DaoStorage.sol";
import {Frame} from "./libraries/Frame.sol";

/// @title Who pays for the gas of an enactment gets it back, within bounds (R9)
abstract contract Refunds is DaoStorage {
    /// @dev The tip that is refunded, per gas; what a transaction costs beside its call, and this refund; what the records contract spends at least before
    /// it calls.
    uint256 private constant TIP_CAP = 1 gwei;
    uint256 private constant BASE_GAS = 28_000;
    uint256 private constant RECORD_GAS = 15_000;

    /// @dev R9. Never more than the transaction costs: what it paid beside this call is counted at its least, once per transaction. The tip is bounded,
    /// since whoever makes blocks pays tips to itself. It goes to who pays for the gas, which with contracts between is not the sender. A treasury that
    /// does not hold it, or an account that refuses it, changes nothing.
    function _refund(uint256 cap, bytes calldata sheets) internal {
        unchecked {
            uint256 amount;
            if (_countedBase == 0) {
                _countedBase = 1;
                amount = BASE_GAS + (msg.sender == RECORDS ? RECORD_GAS : _calldataGas(sheets));
            }
            amount += Frame.gasSpent();
            if (amount > cap) amount = cap;
            uint256 price = block.basefee + TIP_CAP;
            amount *= tx.gasprice < price ? tx.gasprice : price;
            bool ok;
            assembly ("memory-safe") {
                ok := call(30000, origin(), amount, 0x00, 0x00, 0x00, 0x00)
            }
            if (ok) emit GasRefunded(tx.origin, amount);
        }
    }

    /// @dev 16 for a byte of the sheets that is not zero, and for one behind them in their last word; 4 for every other one. Nothing for what a contract
    /// brings: it can make a short call long, so what is here need not have been in the transaction.
    function _calldataGas(bytes calldata sheets) private view returns (uint256 gas_) {
        assembly ("memory-safe") {
            if iszero(or(xor(caller(), origin()), extcodesize(caller()))) {
                gas_ := shl(2, calldatasize())
                // 0x0101…: there is no value, and what is known when compiling would be written out at each use.
                let ones := div(not(callvalue()), 0xff)
                let end := add(sheets.offset, sheets.length)
                for { let p := sheets.offset } lt(p, end) { p := add(p, 0x20) } {
                    let x := calldataload(p)
                    x := or(x, shr(4, x))
                    x := or(x, shr(2, x))
                    gas_ := add(gas_, mul(12, shr(248, mul(and(or(x, shr(1, x)), ones), ones))))
                }
            }
        }
    }
}
