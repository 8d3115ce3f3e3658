// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision, Member, Rules} from "../../src/types/Types.sol";
import {DaoFixture} from "./DaoFixture.sol";

/// @notice DAOs that are members of each other, and signatures of them that their members' ballots make (SPEC S2.7).
abstract contract NestedFixture is DaoFixture {
    struct Level {
        IDao dao;
        uint256[] keys;
        Member[] seats;
    }

    /// @dev From the outermost; each is a member of the one before.
    Level[] internal levels;

    /// @dev Founds `depth` DAOs, each of `people` keys, and but for the innermost of the next one too.
    function _foundLevels(uint256 depth, uint256 people, Rules memory rules) internal {
        Level[] memory made = new Level[](depth);
        for (uint256 i = depth; i != 0; --i) {
            _makeKeys(people, i);
            if (i < depth) _seatContract(address(made[i].dao), 1);
            dao = _found(rules, "Level");
            vm.deal(address(dao), 10 ether);
            made[i - 1] = Level(dao, keys, seats);
        }
        delete levels;
        for (uint256 i; i < depth; ++i) {
            Level storage level = levels.push();
            (level.dao, level.keys) = (made[i].dao, made[i].keys);
            for (uint256 j; j < made[i].seats.length; ++j) level.seats.push(made[i].seats[j]);
        }
        _enter(0);
    }

    function _makeKeys(uint256 n, uint256 salt) internal {
        _makeKeys(n);
        for (uint256 i; i < n; ++i) keys[i] = uint256(keccak256(abi.encode(keys[i], salt)));
        _seatKeys();
    }

    /// @dev Everything of the fixture speaks of this level from here on.
    function _enter(uint256 level) internal {
        Level storage entered = levels[level];
        dao = entered.dao;
        keys = entered.keys;
        seats = entered.seats;
    }

    function _seatOf(address account) internal view returns (uint256 seat) {
        while (seats[seat].account != account) ++seat;
    }

    /// @dev The first `n` seats that are keys.
    function _people(uint256 n) internal view returns (uint256 mask) {
        for (uint256 i; n != 0; ++i) {
            if (keys[i] == 0) continue;
            mask |= 1 << i;
            --n;
        }
    }

    /// @dev The decision of the level at hand that it signs `hash`.
    function _approval(bytes32 hash, uint256 counter) internal view returns (Decision memory) {
        return _self(counter, abi.encodeCall(IDao.approveHash, (hash)));
    }

    function _live(Decision memory approval, bytes memory sheets) internal pure returns (bytes memory) {
        return _live(approval, new bytes32[](0), sheets);
    }

    function _live(Decision memory a, bytes32[] memory others, bytes memory sheets) internal pure returns (bytes memory) {
        bytes memory head = abi.encodePacked(a.slot, a.rosterEpoch, a.rulesEpoch, a.closesAt, a.expiresAt, a.contentHash);
        return abi.encodePacked(head, uint8(others.length), others, sheets);
    }

    function _support(bytes32[] memory ids, uint8 support) internal pure returns (uint8[] memory answers) {
        answers = new uint8[](ids.length);
        for (uint256 i; i < ids.length; ++i) answers[i] = support;
    }

    /// @dev Sheets of the keys in `mask`, For, and of the member DAO with this signature, all with revision 0.
    function _sheetsWith(bytes32[] memory ids, uint256 mask, address member, bytes memory signature) internal view returns (bytes memory) {
        Sheet[] memory sheets = new Sheet[](seats.length);
        uint256 n;
        for (uint256 i; i < seats.length; ++i) {
            if (seats[i].account == member) {
                sheets[n] = _sheet(i, 0, ids, 1);
                sheets[n++].signature = signature;
            } else if (mask & (1 << i) != 0) {
                sheets[n++] = _sheet(i, 0, ids, 1);
            }
        }
        assembly ("memory-safe") {
            mstore(sheets, n)
        }
        return _pack(sheets);
    }

    /// @dev What the DAO of `level` signs for `hash` by this many of its people, and where a deeper level exists also by that.
    function _signLive(uint256 level, bytes32 hash, uint256 people, bool deeper) internal returns (bytes memory) {
        _enter(level);
        Decision memory a = _approval(hash, 900);
        bytes32[] memory ids = _ids(_one(a));
        if (!deeper || level + 1 == levels.length) return _live(a, _sheetsOf(ids, _people(people), 0, 0));
        address member = address(levels[level + 1].dao);
        bytes memory inner = _signLive(level + 1, _sheetDigest(dao, member, 0, ids, _support(ids, 1)), people, true);
        _enter(level);
        return _live(a, _sheetsWith(ids, _people(people), member, inner));
    }

    /// @dev Sheets of the outermost DAO that answer `ds`: of this many people, and of the DAO that is its member, likewise all the way down.
    function _nestedSheets(Decision[] memory ds, uint256 people) internal returns (bytes memory) {
        _enter(0);
        bytes32[] memory ids = _ids(ds);
        address member = address(levels[1].dao);
        bytes memory signature = _signLive(1, _sheetDigest(dao, member, 0, ids, _support(ids, 1)), people, true);
        _enter(0);
        return _sheetsWith(ids, _people(people), member, signature);
    }

    /// @dev Asks as the outermost DAO asks.
    function _isValidFor(address verifier, IDao signer, bytes32 hash, bytes memory signature) internal returns (bool valid) {
        bytes memory question = abi.encodeCall(IDao.isValidSignature, (hash, signature));
        vm.prank(verifier);
        (bool ok, bytes memory answer) = address(signer).staticcall(question);
        return ok && answer.length == 32 && abi.decode(answer, (bytes32)) == bytes32(bytes4(0x1626ba7e));
    }
}
