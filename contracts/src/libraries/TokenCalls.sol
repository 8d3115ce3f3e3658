// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Reads and sends ETH and ERC-20 alike; address(0) is ETH
library TokenCalls {
    /// @return ok Whether the token answered with a number.
    function balanceOf(address token, address holder) internal view returns (bool ok, uint256 amount) {
        if (token == address(0)) return (true, holder.balance);
        assembly ("memory-safe") {
            mstore(0x00, hex"70a08231") // balanceOf(address)
            mstore(0x04, shr(96, shl(96, holder))) // an address may carry dirt above its twenty bytes
            ok := and(gt(returndatasize(), 0x1f), staticcall(gas(), token, 0x00, 0x24, 0x00, 0x20))
            amount := mload(0x00)
        }
    }

    /// @param limit The most gas that the receiver of ETH, or the token, gets.
    /// @dev A token may answer nothing or true; false and anything else is a refusal. No more than one word of the answer is read. That the token has
    /// code must be known already: `balanceOf` shows it.
    function send(address token, address to, uint256 amount, uint256 limit) internal returns (bool ok) {
        if (token == address(0)) {
            assembly ("memory-safe") {
                ok := call(limit, to, amount, 0x00, 0x00, 0x00, 0x00)
            }
            return ok;
        }
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, hex"a9059cbb") // transfer(address,uint256)
            mstore(add(m, 0x04), shr(96, shl(96, to)))
            mstore(add(m, 0x24), amount)
            mstore(0x00, 0)
            ok := call(limit, token, 0x00, m, 0x44, 0x00, 0x20)
            ok := and(ok, or(iszero(returndatasize()), and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1))))
        }
    }

    /// @dev The same for what `from` allows this contract to take. All the gas there is goes with it: who calls takes from itself.
    function take(address token, address from, address to, uint256 amount) internal returns (bool ok) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, hex"23b872dd") // transferFrom(address,address,uint256)
            mstore(add(m, 0x04), shr(96, shl(96, from)))
            mstore(add(m, 0x24), shr(96, shl(96, to)))
            mstore(add(m, 0x44), amount)
            mstore(0x00, 0)
            ok := call(gas(), token, 0x00, m, 0x64, 0x00, 0x20)
            ok := and(ok, or(iszero(returndatasize()), and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1))))
        }
    }
}
