// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What one revision of a listing asks for a copy. Its id is the keccak256 of its encoding: who pays by it has paid this price and no other.
/// @param seller The DAO that sells. Its income inbox is paid.
/// @param token address(0) is ETH.
/// @param copies How many are sold by this quote; 0 for as many as are asked for.
/// @param until The last second of chain time at which it can be bought.
/// @param work Commits to the files and to their keys.
struct Quote {
    address seller;
    address token;
    uint128 price;
    uint32 copies;
    uint40 until;
    bytes32 work;
}

/// @title Where finished work of a DAO is paid for
/// @notice One contract for all; no owner, no upgrade, and no money in it: what a buyer pays goes to the income inbox of the seller in the same call. That
/// somebody paid is told by an event, which is all that the seller's members need to hand over the keys. Rules are numbered as in SPEC.md.
/// @dev Warning: whether there is such a work, and whether its seller hands over anything, this contract does not know.
interface ITill {
    /// @notice `payer` paid `quote.price` for `reader`. `copy`: the how manieth by this quote, from 1.
    event Bought(
        bytes32 indexed quote,
        address indexed seller,
        address indexed reader,
        address payer,
        address token,
        uint128 price,
        bytes32 work,
        uint32 copy
    );

    error Till_Reentered();
    /// @dev What costs nothing is not bought.
    error Till_Free();
    error Till_NoReader();
    error Till_Over(uint256 until);
    error Till_SoldOut(uint256 copies);
    /// @dev The seller is no contract that says where its income goes.
    error Till_NoInbox(address seller);
    /// @dev Another amount of ETH came than the price, or ETH for a price in a token.
    error Till_WrongValue(uint256 value, uint256 price);
    /// @dev The token is none, or refused, or less arrived than was asked for.
    error Till_NotPaid(address token);
    error Till_TransferFailed(address inbox);

    /// @notice Pays for one copy. A price in a token is taken from the caller, who has approved it.
    /// @param reader Whose the copy is: the account to whose devices the keys are handed.
    function buy(Quote calldata quote, address reader) external payable;

    /// @notice The id of a quote.
    function quoteId(Quote calldata quote) external pure returns (bytes32);

    /// @notice Copies sold by a quote.
    function soldOf(bytes32 quote) external view returns (uint32);
}
