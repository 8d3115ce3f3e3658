// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title How a contract signs, and how to tell that code is not a contract's own
/// @dev How a key signs stands in SheetReader, where most of the gas goes.
library Signatures {
    /// @dev Enough for an ERC-1271 account with a dozen owners, and little enough that 64 hostile members stay under one transaction's cap.
    uint256 internal constant CONTRACT_GAS = 200_000;
    /// @dev Beside it, for each byte of a signature, as a power of two. A signature of a DAO holds the ballots of its members, and of theirs: 64 bytes
    /// and some 10 000 gas each. So what a member may use is up to whoever packs the sheets, who can leave it out.
    uint256 internal constant GAS_PER_BYTE_LOG = 8;
    bytes4 internal constant MAGIC = 0x1626ba7e;

    /// @notice ERC-1271 only: capped gas, one word of answer read, and no code that an EIP-7702 delegation put there.
    /// @dev Never reverts. A member that burns, reverts, returns a bomb or calls in circles only loses its ballot.
    function isContractSignature(address signer, bytes32 digest, bytes calldata signature)
        internal
        view
        returns (bool valid)
    {
        bytes4 magic = MAGIC;
        uint256 cap;
        unchecked {
            cap = CONTRACT_GAS + (signature.length << GAS_PER_BYTE_LOG);
        }
        if (hasDelegatedCode(signer)) return false;
        assembly ("memory-safe") {
            let scratch := mload(0x40)
            mstore(scratch, magic)
            mstore(add(scratch, 0x04), digest)
            mstore(add(scratch, 0x24), 0x40)
            mstore(add(scratch, 0x44), signature.length)
            calldatacopy(add(scratch, 0x64), signature.offset, signature.length)
            mstore(0x20, 0)
            let ok := staticcall(cap, signer, scratch, add(0x64, signature.length), 0x20, 0x20)
            valid := and(and(ok, gt(returndatasize(), 0x1f)), eq(mload(0x20), magic))
        }
    }

    /// @return delegated Whether the code is an EIP-7702 designator: an account whose key can change the code at will.
    function hasDelegatedCode(address account) internal view returns (bool delegated) {
        assembly ("memory-safe") {
            mstore(0x20, 0)
            extcodecopy(account, 0x20, 0x00, 0x03)
            delegated := eq(shr(232, mload(0x20)), 0xef0100)
        }
    }
}
