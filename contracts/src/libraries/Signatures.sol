// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The two ways a member signs
library Signatures {
    /// @dev Enough for a nested ERC-1271 account with a dozen owners, and little enough that 64 hostile members stay under one transaction's cap.
    uint256 internal constant CONTRACT_GAS = 200_000;
    bytes4 internal constant MAGIC = 0x1626ba7e;

    /// @notice ecrecover only. `vs` carries the parity in its top bit (EIP-2098), so there is one encoding of a signature.
    function isKeySignature(address signer, bytes32 digest, bytes32 r, bytes32 vs) internal view returns (bool valid) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            let s := shr(1, shl(1, vs))
            mstore(m, digest)
            mstore(add(m, 0x20), add(shr(255, vs), 27))
            mstore(add(m, 0x40), r)
            mstore(add(m, 0x60), s)
            mstore(0x00, 0)
            // A refused input returns nothing and leaves zero behind, and no member has the zero account.
            pop(staticcall(gas(), 1, m, 0x80, 0x00, 0x20))
            // High s is refused: n / 2.
            valid := and(eq(mload(0x00), signer), iszero(gt(s, 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0)))
        }
    }

    /// @notice ERC-1271 only: capped gas, one word of answer read, and no code that an EIP-7702 delegation put there.
    /// @dev Never reverts. A member that burns, reverts, returns a bomb or calls in circles only loses its ballot.
    function isContractSignature(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool valid) {
        bytes4 magic = MAGIC;
        uint256 cap = CONTRACT_GAS;
        if (hasDelegatedCode(signer)) return false;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, magic)
            mstore(add(m, 0x04), digest)
            mstore(add(m, 0x24), 0x40)
            mstore(add(m, 0x44), signature.length)
            calldatacopy(add(m, 0x64), signature.offset, signature.length)
            mstore(0x00, 0)
            let ok := staticcall(cap, signer, m, add(0x64, signature.length), 0x00, 0x20)
            valid := and(and(ok, gt(returndatasize(), 0x1f)), eq(mload(0x00), magic))
        }
    }

    /// @return delegated Whether the code is an EIP-7702 designator: an account whose key can change the code at will.
    function hasDelegatedCode(address account) internal view returns (bool delegated) {
        assembly ("memory-safe") {
            mstore(0x00, 0)
            extcodecopy(account, 0x00, 0x00, 0x03)
            delegated := eq(shr(232, mload(0x00)), 0xef0100)
        }
    }
}
