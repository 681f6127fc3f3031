// SPDX-License-Identifier: Apache-2.0

//go:build !purego

#include "textflag.h"

// SIXTEEN puts into OUT which of the 16 bytes at FROM(SI) are X0, a quote, or
// X1, a backslash, and adds to X2 what the bytes are.
#define SIXTEEN(FROM, OUT) \
	MOVOU    FROM(SI), X3; \
	MOVO     X3, X4;       \
	POR      X3, X2;       \
	PCMPEQB  X0, X3;       \
	PCMPEQB  X1, X4;       \
	POR      X4, X3;       \
	PMOVMSKB X3, OUT

// func specialsSSE2(words *uint64, text *byte, count int) uint64
TEXT ·specialsSSE2(SB), NOSPLIT, $0-32
	MOVQ       words+0(FP), DI
	MOVQ       text+8(FP), SI
	MOVQ       count+16(FP), CX
	MOVQ       $0x2222222222222222, AX // quotes
	MOVQ       AX, X0
	PUNPCKLQDQ X0, X0
	MOVQ       $0x5c5c5c5c5c5c5c5c, AX // backslashes
	MOVQ       AX, X1
	PUNPCKLQDQ X1, X1
	PXOR       X2, X2

next:
	SIXTEEN(0, AX)
	SIXTEEN(16, BX)
	SIXTEEN(32, R8)
	SIXTEEN(48, R9)
	SHLQ $16, BX
	SHLQ $32, R8
	SHLQ $48, R9
	ORQ  BX, AX
	ORQ  R9, R8
	ORQ  R8, AX
	MOVQ AX, (DI)
	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ  next

	PMOVMSKB X2, AX
	MOVQ     AX, ret+24(FP)
	RET
