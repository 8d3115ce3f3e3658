// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoFactory} from "../../src/interfaces/IDaoFactory.sol";
import {Call, Decision, Genesis, Member, RosterDelta, Rules} from "../../src/types/Types.sol";
import {Test} from "./Test.sol";

/// @notice A founded DAO, and real signatures of its members.
abstract contract DaoFixture is Test {
    /// @dev A sheet before packing: `index` are positions on the agenda.
    struct Sheet {
        uint8 seat;
        uint64 revision;
        uint8[] index;
        uint8[] support;
        bytes signature;
        bool isContract;
    }

    uint256 internal constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;
    uint256 internal constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    IDaoFactory internal factory;
    IBountyEscrow internal escrow;
    IDao internal dao;
    /// @dev In seat order.
    uint256[] internal keys;
    Member[] internal seats;
    address internal payee = address(0xBEEF);

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        factory = _newFactory();
        _makeKeys(12);
        dao = _found(plainRules(), "Twelve");
        vm.deal(address(dao), 100 ether);
        vm.deal(payee, 1);
    }

    function _newFactory() internal returns (IDaoFactory) {
        address records_ = _deploy("DaoRecords", "");
        escrow = IBountyEscrow(_deploy("BountyEscrow", ""));
        address signatures_ = _deploy("DaoSignatures", abi.encode(records_, escrow));
        return IDaoFactory(_deploy("DaoFactory", abi.encode(records_, signatures_)));
    }

    /// @dev A contract as it is released.
    function _deploy(string memory name, bytes memory arguments) internal returns (address made) {
        bytes memory code = abi.encodePacked(vm.getCode(string.concat("out/release/", name, ".sol/", name, ".json")), arguments);
        assembly {
            made := create(0, add(code, 0x20), mload(code))
        }
    }

    function plainRules() internal pure returns (Rules memory) {
        return Rules(0, 5000, 5000, 1 days, 0, 1 hours, 0, 0, 0);
    }

    function _makeKeys(uint256 n) internal {
        delete keys;
        for (uint256 i; i < n; ++i) keys.push(uint256(keccak256(abi.encode("key", i))));
        _seatKeys();
    }

    /// @dev The keys in the order of their addresses, each with power 1 and 100 shares.
    function _seatKeys() internal {
        delete seats;
        for (uint256 i; i < keys.length; ++i) {
            for (uint256 j = i; j > 0 && vm.addr(keys[j]) < vm.addr(keys[j - 1]); --j) (keys[j], keys[j - 1]) = (keys[j - 1], keys[j]);
        }
        for (uint256 i; i < keys.length; ++i) seats.push(Member(vm.addr(keys[i]), 0, 1, 100));
    }

    function _genesis(Rules memory rules, string memory name) internal view returns (Genesis memory) {
        return Genesis(block.chainid, bytes32(uint256(7)), name, seats, rules, 0);
    }

    function _found(Rules memory rules, string memory name) internal returns (IDao) {
        return IDao(factory.deploy(_genesis(rules, name)));
    }

    /// @dev Puts a contract into the roster, keeping seats and keys in order. Its key is 0.
    function _seatContract(address account, uint64 power) internal returns (uint256 seat) {
        seats.push(Member(account, 1, power, 100));
        keys.push(0);
        for (seat = seats.length - 1; seat > 0 && seats[seat].account < seats[seat - 1].account; --seat) {
            Member memory m = seats[seat];
            seats[seat] = seats[seat - 1];
            seats[seat - 1] = m;
            (keys[seat], keys[seat - 1]) = (keys[seat - 1], keys[seat]);
        }
    }

    function _slot(uint256 counter) internal view returns (uint256) {
        return (uint256(uint160(seats[0].account)) << 96) | counter;
    }

    function _decide(uint256 counter, Call[] memory calls) internal view returns (Decision memory d) {
        (uint32 rosterEpoch, uint32 rulesEpoch,,,,) = dao.state();
        d = Decision({
            rosterEpoch: rosterEpoch,
            rulesEpoch: rulesEpoch,
            slot: _slot(counter),
            closesAt: uint40(block.timestamp + 1 days),
            expiresAt: uint40(block.timestamp + 30 days),
            executor: address(0),
            afterDecision: 0,
            calls: calls,
            contentHash: keccak256(abi.encode(counter))
        });
    }

    function _call(address target, uint256 value, bytes memory body) internal view returns (Call memory) {
        bytes32 pin = body.length == 0 || target.code.length == 0 || target == address(dao) ? bytes32(0) : target.codehash;
        return Call(target, value, body, pin);
    }

    function _one(Call memory c) internal pure returns (Call[] memory calls) {
        calls = new Call[](1);
        calls[0] = c;
    }

    function _one(Decision memory d) internal pure returns (Decision[] memory ds) {
        ds = new Decision[](1);
        ds[0] = d;
    }

    function _pay(uint256 counter, uint256 amount) internal view returns (Decision memory) {
        return _decide(counter, _one(_call(payee, amount, "")));
    }

    function _self(uint256 counter, bytes memory body) internal view returns (Decision memory) {
        return _decide(counter, _one(_call(address(dao), 0, body)));
    }

    function _mask(uint256 n) internal pure returns (uint256) {
        return (1 << n) - 1;
    }

    // Signing -------------------------------------------------------------------------------------------------------------------------

    function _choicesHash(bytes32[] memory ids, uint8[] memory answers, uint16[] memory votes) private pure returns (bytes32) {
        bytes32 choice = keccak256("Choice(bytes32 decision,uint8 support,uint64 votes)");
        bytes memory hashes;
        for (uint256 i; i < ids.length; ++i) hashes = abi.encodePacked(hashes, keccak256(abi.encode(choice, ids[i], answers[i], votes[i])));
        return keccak256(hashes);
    }

    function _sheetDigest(IDao of_, address member, uint64 revision, bytes32[] memory ids, uint8[] memory answers, uint16[] memory votes)
        internal
        view
        returns (bytes32)
    {
        bytes32 sheet = keccak256(
            abi.encode(
                keccak256("BallotSheet(address member,uint64 revision,Choice[] choices)Choice(bytes32 decision,uint8 support,uint64 votes)"),
                member,
                revision,
                _choicesHash(ids, answers, votes)
            )
        );
        return keccak256(abi.encodePacked(hex"1901", of_.domainSeparator(), sheet));
    }

    /// @dev Where votes are not bought.
    function _sheetDigest(IDao of_, address member, uint64 revision, bytes32[] memory ids, uint8[] memory answers)
        internal
        view
        returns (bytes32)
    {
        return _sheetDigest(of_, member, revision, ids, answers, new uint16[](ids.length));
    }

    function _compact(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, uint256(s) | (uint256(v - 27) << 255));
    }

    function _ids(Decision[] memory ds) internal view returns (bytes32[] memory ids) {
        ids = new bytes32[](ds.length);
        for (uint256 i; i < ds.length; ++i) ids[i] = dao.decisionId(ds[i]);
    }

    /// @dev A signed sheet of `seat` that answers the whole agenda with one support.
    function _sheet(uint256 seat, uint64 revision, bytes32[] memory ids, uint8 support) internal view returns (Sheet memory s) {
        s.seat = uint8(seat);
        s.revision = revision;
        s.index = new uint8[](ids.length);
        s.support = new uint8[](ids.length);
        for (uint256 i; i < ids.length; ++i) (s.index[i], s.support[i]) = (uint8(i), support);
        if (keys[seat] != 0) {
            s.signature = _compact(keys[seat], _sheetDigest(dao, seats[seat].account, revision, ids, s.support));
        } else {
            s.isContract = true;
        }
    }

    /// @dev The whole format, with a group of its own for each sheet.
    function _pack(Sheet[] memory sheets) internal pure returns (bytes memory packed) {
        packed = abi.encodePacked(uint8(sheets.length));
        for (uint256 i; i < sheets.length; ++i) {
            Sheet memory s = sheets[i];
            packed = abi.encodePacked(packed, s.revision, uint8(s.index.length), uint64(1 << s.seat));
            for (uint256 j; j < s.index.length; ++j) packed = abi.encodePacked(packed, s.index[j], s.support[j]);
            if (s.isContract) packed = abi.encodePacked(packed, uint16(s.signature.length));
            packed = abi.encodePacked(packed, s.signature);
        }
    }

    /// @dev Sheets of the seats in `forMask` (For) and `againstMask` (Against), all answering the whole agenda.
    function _sheets(Decision[] memory ds, uint256 forMask, uint256 againstMask) internal view returns (bytes memory) {
        return _sheetsOf(_ids(ds), forMask, againstMask, 0);
    }

    function _sheetsOf(bytes32[] memory ids, uint256 forMask, uint256 againstMask, uint64 revision) internal view returns (bytes memory) {
        uint256 n;
        for (uint256 i; i < seats.length; ++i) if ((forMask | againstMask) & (1 << i) != 0) ++n;
        Sheet[] memory sheets = new Sheet[](n);
        n = 0;
        for (uint256 i; i < seats.length; ++i) {
            if (forMask & (1 << i) != 0) sheets[n++] = _sheet(i, revision, ids, 1);
            else if (againstMask & (1 << i) != 0) sheets[n++] = _sheet(i, revision, ids, 0);
        }
        return _pack(sheets);
    }

    function _enact(Decision memory d, uint256 forMask) internal {
        Decision[] memory ds = _one(d);
        dao.enact(ds, new bytes32[](0), _sheets(ds, forMask, 0));
    }

    function _expectRefusal(bytes4 reason, Decision memory d) internal {
        vm.expectRevert(abi.encodeWithSelector(reason, dao.decisionId(d)));
    }

    /// @dev Enacts with `forMask` and expects this reason, an unspent slot and an unchanged treasury.
    function _enactRefused(bytes4 reason, Decision memory d, uint256 forMask) internal {
        Decision[] memory ds = _one(d);
        bytes memory sheets = _sheets(ds, forMask, 0);
        uint256 held = address(dao).balance;
        _expectRefusal(reason, d);
        dao.enact(ds, new bytes32[](0), sheets);
        assertFalse(dao.spent(d.slot), "slot unspent");
        assertEq(address(dao).balance, held, "treasury unchanged");
    }

    /// @dev The nine EIP-712 words that show the slot of a decision another one comes after.
    function _witness(Decision memory d) internal pure returns (bytes memory) {
        bytes32 typeHash = keccak256("Call(address target,uint256 value,bytes data,bytes32 codeHash)");
        bytes memory hashes;
        for (uint256 i; i < d.calls.length; ++i) {
            Call memory c = d.calls[i];
            hashes = abi.encodePacked(hashes, keccak256(abi.encode(typeHash, c.target, c.value, keccak256(c.data), c.codeHash)));
        }
        return abi.encode(
            d.rosterEpoch, d.rulesEpoch, d.slot, d.closesAt, d.expiresAt, d.executor, d.afterDecision, keccak256(hashes), d.contentHash
        );
    }

    // Roster lines --------------------------------------------------------------------------------------------------------------------

    function _delta(address account, bool setPower, uint64 power, uint128 mint) internal pure returns (RosterDelta[] memory deltas) {
        deltas = new RosterDelta[](1);
        deltas[0] = RosterDelta(account, 0, setPower, power, mint);
    }
}
