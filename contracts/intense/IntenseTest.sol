// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RosterBlob} from "../src/libraries/RosterBlob.sol";
import {RulesWord} from "../src/libraries/RulesWord.sol";
import {Member} from "../src/types/Types.sol";
import {Test} from "../test/base/Test.sol";
import {Batch, Batches} from "./Batch.sol";

interface Files {
    function envOr(string calldata name, string calldata otherwise) external view returns (string memory);
    function readFileBinary(string calldata path) external view returns (bytes memory);
}

/// @notice Random cases of a pure rule against the same rule of the contracts, many in one call.
abstract contract IntenseTest is Test {
    using Batches for Batch;

    error Differs(string rule, uint256 number, uint256 contract_, uint256 pure_);

    string internal rule;
    uint256 internal number;

    /// @dev The file begins with how many cases there are.
    function _run(string memory name) internal {
        rule = name;
        Files files = Files(address(vm));
        string memory folder = files.envOr("CASES", "out/cases/quick");
        Batch memory b = Batch(files.readFileBinary(string.concat(folder, "/", name, ".bin")), 0);
        uint256 cases = b.next(4);
        uint256 counted;
        uint256 free;
        assembly ("memory-safe") {
            free := mload(0x40)
        }
        while (!b.ended()) {
            number = b.next(4);
            _case(b);
            ++counted;
            // Nothing of a case is needed any more; whatever is allocated next is written before it is read.
            assembly {
                mstore(0x40, free)
            }
        }
        require(counted == cases && cases != 0, "every case was met");
    }

    function _case(Batch memory b) internal virtual;

    function same(uint256 contract_, uint256 pure_) internal view {
        if (contract_ != pure_) revert Differs(rule, number, contract_, pure_);
    }

    /// @dev Count, then per seat: who (1), power (8).
    function _roster(Batch memory b, RulesWord word) internal view returns (bytes memory) {
        Member[] memory members = new Member[](b.next(1));
        for (uint256 i; i < members.length; ++i) {
            uint256 who = b.next(1);
            members[i] = Member(_account(who), 0, uint64(b.next(8)), 1);
        }
        return RosterBlob.encode(members, word, 0);
    }

    function _account(uint256 who) internal pure returns (address) {
        return address(uint160(0x1000 + who));
    }
}
