// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IncomeShares, Part} from "../src/libraries/IncomeShares.sol";
import {RosterBlob} from "../src/libraries/RosterBlob.sol";
import {RulesWords} from "../src/libraries/RulesWord.sol";
import {Member, Rules} from "../src/types/Types.sol";
import {Batch, Batches} from "./Batch.sol";
import {IntenseTest} from "./IntenseTest.sol";

/// @notice Who gets what of an income (R11). This contract stands in for the DAO that is asked for its roster.
contract IncomeIntenseTest is IntenseTest {
    using Batches for Batch;

    address private constant POINTER = address(0xC0DE);

    bool private _anyBurned;
    Member[] private _present;
    uint256 private _totalShares;

    function test_T20_income() public {
        _run("income");
    }

    function state() external view returns (uint32, uint32, address, uint64, bool, bool) {
        return (0, 0, POINTER, 0, _anyBurned, false);
    }

    function presentRoster() external view returns (Member[] memory, uint256, uint256) {
        return (_present, 0, _totalShares);
    }

    function _case(Batch memory b) internal override {
        Rules memory r = Rules(0, 0, 0, 0, 0, 0, 0, uint16(b.next(2)), 0);
        uint256 amount = b.next(32);
        Member[] memory members = new Member[](b.next(1));
        delete _present;
        (_totalShares, _anyBurned) = (0, false);
        for (uint256 i; i < members.length; ++i) {
            members[i] = Member(_account(i), 0, 1, uint128(b.next(16)));
            uint128 burned = uint128(b.next(16));
            if (burned != 0) _anyBurned = true;
            _present.push(Member(members[i].account, 0, 1, members[i].shares - burned));
            _totalShares += members[i].shares - burned;
        }
        vm.etch(POINTER, bytes.concat(hex"00", RosterBlob.encode(members, RulesWords.pack(r, 0), 0)));
        (Part[] memory parts, uint256 toTreasury) = IncomeShares.split(address(this), amount);
        same(toTreasury, b.next(32));
        same(parts.length, members.length);
        for (uint256 i; i < parts.length; ++i) {
            same(uint160(parts[i].account), uint160(members[i].account));
            same(parts[i].amount, b.next(32));
        }
    }
}
