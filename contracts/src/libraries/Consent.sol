// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "solady/utils/ECDSA.sol";
import {IDao} from "../interfaces/IDao.sol";
import {Signatures} from "./Signatures.sol";

/// @title Whether an account agrees, and whether another one may speak for it
library Consent {
    /// @dev A key, whatever code an EIP-7702 delegation puts there, signs by ECDSA alone; a contract by ERC-1271 alone.
    function isSigned(address account, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (account.code.length == 0 || Signatures.hasDelegatedCode(account)) return isSignedByKey(account, digest, signature);
        return Signatures.isContractSignature(account, digest, signature);
    }

    function isSignedByKey(address account, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        return account != address(0) && ECDSA.tryRecoverCalldata(digest, signature) == account;
    }

    /// @notice Whether `account` is `person`, or a DAO in whose present roster `person` has power or shares.
    /// @dev The account is asked itself. What it says of its members binds nobody but itself.
    function isOneOf(address person, address account) internal view returns (bool found) {
        if (person == account) return true;
        if (account.code.length == 0) return false;
        (bool ok, bytes memory answer) = account.staticcall(abi.encodeCall(IDao.presentRoster, ()));
        if (!ok) return false;
        assembly ("memory-safe") {
            // Behind the totals: how many, and four words each: account, kind, power, shares.
            let end := add(answer, mload(answer))
            for { let at := add(answer, 0xa0) } lt(at, end) { at := add(at, 0x80) } {
                if eq(mload(at), person) { found := iszero(iszero(or(mload(add(at, 0x40)), mload(add(at, 0x60))))) }
            }
        }
    }
}
