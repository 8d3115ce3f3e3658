// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";

/// @notice Fills whatever order an account signed, by ERC-1271.
contract AskingMarket {
    function fill(address maker, bytes32 order, bytes calldata signature) public view returns (bool) {
        (bool ok, bytes memory answer) = maker.staticcall(abi.encodeCall(IDao.isValidSignature, (order, signature)));
        return ok && answer.length == 32 && abi.decode(answer, (bytes32)) == bytes32(bytes4(0x1626ba7e));
    }

    function mustFill(address maker, bytes32 order, bytes calldata signature) external view {
        require(fill(maker, order, signature), "unsigned");
    }
}

/// @notice Answers everything as the DAO it looks at does, and asks for signatures in its name.
contract LookalikeDao {
    IDao private immutable _original;

    constructor(IDao original) {
        _original = original;
    }

    /// @dev Names a DAO as who asked, as a DAO would.
    function ask(address signatures, bytes32 hash, bytes calldata signature) external view returns (bool) {
        bytes memory question = abi.encodePacked(abi.encodeCall(IDao.isValidSignature, (hash, signature)), uint256(uint160(address(this))));
        (bool ok, bytes memory answer) = signatures.staticcall(question);
        return ok && answer.length == 32 && abi.decode(answer, (bytes32)) == bytes32(bytes4(0x1626ba7e));
    }

    fallback(bytes calldata question) external returns (bytes memory) {
        (, bytes memory answer) = address(_original).staticcall(question);
        return answer;
    }
}
