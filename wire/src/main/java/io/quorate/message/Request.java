package io.quorate.message;

/** What a client asks of the service, once its bytes have been understood. */
public sealed interface Request permits ReadRequest, WriteRequest, SessionRequest, Undecodable {}
