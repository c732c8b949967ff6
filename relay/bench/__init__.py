"""How much the relay carries: real STUN, DTLS and SRTP from another process, beside aiortc's `MediaRelay`."""
