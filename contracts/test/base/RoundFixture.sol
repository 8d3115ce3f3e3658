// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IMatchingRound} from "../../src/interfaces/IMatchingRound.sol";
import {Project, Round} from "../../src/types/Rounds.sol";
import {Approvable} from "../actors/EscrowActors.sol";
import {DaoFixture} from "./DaoFixture.sol";

/// @notice A confederation of a DAO of twelve and eleven keys, and its rounds.
abstract contract RoundFixture is DaoFixture {
    uint8 internal constant ITSELF = 255;
    address internal constant ETH = address(0);

    IMatchingRound internal rounds;
    /// @dev A member DAO, whose seats are those of the confederation before `seated`.
    IDao internal inner;
    address[] internal people;
    address internal sponsor = address(0x5905);
    address internal stranger = address(0x57A7);
    uint256 private _nonce;
    uint8 internal innerSeat;

    function setUp() public virtual override {
        super.setUp();
        rounds = IMatchingRound(_deploy("MatchingRound", ""));
        inner = dao;
        for (uint256 i; i < seats.length; ++i) people.push(seats[i].account);
        // One key of twelve gives its seat to the DAO it belongs to.
        seats.pop();
        keys.pop();
        innerSeat = uint8(_seatContract(address(inner), 1));
        dao = _found(plainRules(), "Confederation");
        for (uint256 i; i < people.length; ++i) vm.deal(people[i], 1000 ether);
        vm.deal(sponsor, 1000 ether);
        vm.deal(address(inner), 1000 ether);
    }

    function _payee(uint256 i) internal pure returns (address) {
        return address(uint160(0xF00000 + i));
    }

    function _projects(uint256 n) internal pure returns (Project[] memory ps) {
        ps = new Project[](n);
        for (uint256 i; i < n; ++i) ps[i] = Project(_payee(i), keccak256(abi.encode("project", i)));
    }

    function _round(Project[] memory ps) internal returns (Round memory r) {
        r = Round({
            confederation: address(dao),
            token: ETH,
            closesAt: uint40(block.timestamp + 30 days),
            finaliseBy: uint40(block.timestamp + 60 days),
            minimum: 100,
            capBps: 10_000,
            projectsHash: keccak256(abi.encode(ps)),
            contentHash: keccak256("what it is about"),
            nonce: _nonce++
        });
    }

    function _open(uint256 n) internal returns (Round memory r) {
        r = _round(_projects(n));
        _openAs(r, n);
    }

    function _openAs(Round memory r, uint256 n) internal returns (bytes32 id) {
        vm.prank(address(dao));
        id = rounds.open(r, _projects(n));
    }

    function _fund(Round memory r, uint112 amount) internal returns (uint256 number) {
        vm.prank(sponsor);
        number = rounds.fund{value: r.token == ETH ? amount : 0}(r, amount);
    }

    /// @dev The account of a seat gives for itself.
    function _give(Round memory r, uint256 seat, uint8 project, uint112 amount) internal {
        vm.prank(seats[seat].account);
        rounds.contribute{value: r.token == ETH ? amount : 0}(r, uint8(seat), ITSELF, project, amount);
    }

    /// @dev Seats of keys alone, from the lowest.
    function _keySeat(uint256 i) internal view returns (uint256 seat) {
        return i < innerSeat ? i : i + 1;
    }

    function _state(Round memory r) internal view returns (uint8 status, uint112 pool, uint112 left, uint128 ideal) {
        (status,,,, pool, left, ideal,) = rounds.roundOf(rounds.idOf(r));
    }

    function _tokenRound(Approvable token, uint256 n) internal returns (Round memory r) {
        r = _round(_projects(n));
        r.token = address(token);
        _openAs(r, n);
        for (uint256 i; i < people.length; ++i) _allow(token, people[i]);
        _allow(token, sponsor);
    }

    function _allow(Approvable token, address account) private {
        token.mint(account, 1000 ether);
        vm.prank(account);
        token.approve(address(rounds), type(uint256).max);
    }

    function _finalise(Round memory r) internal {
        if (block.timestamp <= r.closesAt) vm.warp(uint256(r.closesAt) + 1);
        rounds.finalise(r);
    }

    function _all(uint256 n) internal pure returns (uint256) {
        return (1 << n) - 1;
    }

    function _list(uint256 a) internal pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = a;
    }
}
