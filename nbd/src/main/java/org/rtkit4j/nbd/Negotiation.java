package org.rtkit4j.nbd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The first phase of a connection: options are answered until the client has chosen.
///
/// Reads what it is given and writes what it has to say; does no I/O. What a client sends is checked before it is
/// used: an option's data has a bound, and so has every length within it.
final class Negotiation {
    /// The most data of an option that is looked at: an export's name and a list of what the client wants to know.
    static final int MAX_OPTION_BYTES = 2 * Nbd.MAX_STRING_BYTES;

    /// The most that one option is answered with.
    static final int MAX_ANSWER_BYTES = 1024;

    private static final int OLD_PADDING_BYTES = 124;

    /// Where the connection stands after a step.
    enum Outcome {
        /// More input is needed.
        HUNGRY,
        /// There may be more to do.
        AGAIN,
        /// The client has chosen: requests follow.
        CHOSEN,
        /// The client is to be dropped, once it has been told what was written.
        OVER
    }

    private final NbdExport export;
    private boolean greeted;
    private boolean withoutZeroes;
    private boolean structured;
    private long skipBytes;

    Negotiation(NbdExport export) {
        this.export = export;
    }

    /// Says hello.
    void open(ByteBuffer out) {
        out.putLong(Nbd.MAGIC).putLong(Nbd.OPTION_MAGIC).putShort((short) (Nbd.FIXED_NEWSTYLE | Nbd.NO_ZEROES));
    }

    /// Returns whether replies are structured.
    boolean isStructured() {
        return structured;
    }

    /// Takes the client's flags, or one option.
    ///
    /// @param in what the client has sent; consumed as far as it is understood
    /// @param out has room for [#MAX_ANSWER_BYTES]
    Outcome step(ByteBuffer in, ByteBuffer out) {
        if (skipBytes > 0) {
            return skip(in);
        }
        return greeted ? option(in, out) : greeting(in);
    }

    private Outcome greeting(ByteBuffer in) {
        if (in.remaining() < Integer.BYTES) {
            return Outcome.HUNGRY;
        }
        int flags = in.getInt();
        greeted = true;
        withoutZeroes = (flags & Nbd.NO_ZEROES) != 0;
        boolean isKnown = (flags & ~(Nbd.FIXED_NEWSTYLE | Nbd.NO_ZEROES)) == 0;
        return isKnown ? Outcome.AGAIN : Outcome.OVER;
    }

    private Outcome skip(ByteBuffer in) {
        int part = (int) Math.min(skipBytes, in.remaining());
        in.position(in.position() + part);
        skipBytes -= part;
        return skipBytes == 0 ? Outcome.AGAIN : Outcome.HUNGRY;
    }

    private Outcome option(ByteBuffer in, ByteBuffer out) {
        if (in.remaining() < Nbd.OPTION_HEADER_BYTES) {
            return Outcome.HUNGRY;
        }
        int at = in.position();
        int option = in.getInt(at + Long.BYTES);
        int length = in.getInt(at + Long.BYTES + Integer.BYTES);
        if (in.getLong(at) != Nbd.OPTION_MAGIC) {
            return Outcome.OVER;
        }
        if (Integer.compareUnsigned(length, MAX_OPTION_BYTES) > 0) {
            in.position(at + Nbd.OPTION_HEADER_BYTES);
            return tooLong(option, Integer.toUnsignedLong(length), out);
        }
        if (in.remaining() < Nbd.OPTION_HEADER_BYTES + length) {
            return Outcome.HUNGRY;
        }
        ByteBuffer data = in.slice(at + Nbd.OPTION_HEADER_BYTES, length);
        in.position(at + Nbd.OPTION_HEADER_BYTES + length);
        return answer(option, data, out);
    }

    private Outcome tooLong(int option, long length, ByteBuffer out) {
        if (option == Nbd.OPT_EXPORT_NAME) {
            return Outcome.OVER;
        }
        skipBytes = length;
        reply(out, option, Nbd.REP_ERR_TOO_BIG, 0);
        return Outcome.AGAIN;
    }

    private Outcome answer(int option, ByteBuffer data, ByteBuffer out) {
        switch (option) {
            case Nbd.OPT_EXPORT_NAME -> {
                return exportName(data, out);
            }
            case Nbd.OPT_ABORT -> {
                reply(out, option, Nbd.REP_ACK, 0);
                return Outcome.OVER;
            }
            case Nbd.OPT_GO, Nbd.OPT_INFO -> {
                return info(option, data, out);
            }
            case Nbd.OPT_LIST -> list(data, out);
            case Nbd.OPT_STRUCTURED_REPLY -> structuredReply(data, out);
            case Nbd.OPT_LIST_META_CONTEXT, Nbd.OPT_SET_META_CONTEXT -> metaContext(option, data, out);
            default -> reply(out, option, Nbd.REP_ERR_UNSUP, 0);
        }
        return Outcome.AGAIN;
    }

    private Outcome exportName(ByteBuffer data, ByteBuffer out) {
        if (data.remaining() > Nbd.MAX_STRING_BYTES || !export.isCalled(text(data, data.remaining()))) {
            return Outcome.OVER;
        }
        out.putLong(export.traits().sizeBytes()).putShort((short) export.flags());
        if (!withoutZeroes) {
            for (int i = 0; i < OLD_PADDING_BYTES; i++) {
                out.put((byte) 0);
            }
        }
        return Outcome.CHOSEN;
    }

    private void list(ByteBuffer data, ByteBuffer out) {
        if (data.hasRemaining()) {
            reply(out, Nbd.OPT_LIST, Nbd.REP_ERR_INVALID, 0);
            return;
        }
        byte[] name = export.name().getBytes(StandardCharsets.UTF_8);
        reply(out, Nbd.OPT_LIST, Nbd.REP_SERVER, Integer.BYTES + name.length);
        out.putInt(name.length).put(name);
        reply(out, Nbd.OPT_LIST, Nbd.REP_ACK, 0);
    }

    private void structuredReply(ByteBuffer data, ByteBuffer out) {
        structured = structured || !data.hasRemaining();
        reply(out, Nbd.OPT_STRUCTURED_REPLY, data.hasRemaining() ? Nbd.REP_ERR_INVALID : Nbd.REP_ACK, 0);
    }

    // No context is offered: the disk does not say which blocks are in use.
    private void metaContext(int option, ByteBuffer data, ByteBuffer out) {
        String name = structured ? name(data) : null;
        int answer = name == null || data.remaining() < Integer.BYTES
                ? Nbd.REP_ERR_INVALID
                : export.isCalled(name) ? Nbd.REP_ACK : Nbd.REP_ERR_UNKNOWN;
        reply(out, option, answer, 0);
    }

    private Outcome info(int option, ByteBuffer data, ByteBuffer out) {
        String name = name(data);
        if (name == null
                || data.remaining() < Short.BYTES
                || data.remaining() != Short.BYTES * (1 + Short.toUnsignedInt(data.getShort(data.position())))) {
            reply(out, option, Nbd.REP_ERR_INVALID, 0);
            return Outcome.AGAIN;
        }
        if (!export.isCalled(name)) {
            reply(out, option, Nbd.REP_ERR_UNKNOWN, 0);
            return Outcome.AGAIN;
        }
        tell(option, data, out);
        reply(out, option, Nbd.REP_ACK, 0);
        return option == Nbd.OPT_GO ? Outcome.CHOSEN : Outcome.AGAIN;
    }

    private void tell(int option, ByteBuffer asked, ByteBuffer out) {
        boolean wantsName = false;
        boolean wantsDescription = false;
        asked.getShort();
        while (asked.hasRemaining()) {
            int what = Short.toUnsignedInt(asked.getShort());
            wantsName |= what == Nbd.INFO_NAME;
            wantsDescription |= what == Nbd.INFO_DESCRIPTION;
        }
        reply(out, option, Nbd.REP_INFO, Short.BYTES + Long.BYTES + Short.BYTES);
        out.putShort((short) Nbd.INFO_EXPORT)
                .putLong(export.traits().sizeBytes())
                .putShort((short) export.flags());
        reply(out, option, Nbd.REP_INFO, Short.BYTES + 3 * Integer.BYTES);
        out.putShort((short) Nbd.INFO_BLOCK_SIZE).putInt(1);
        out.putInt(export.traits().blockBytes()).putInt(Nbd.MAX_PAYLOAD_BYTES);
        if (wantsName) {
            tell(option, Nbd.INFO_NAME, export.name(), out);
        }
        if (wantsDescription) {
            tell(option, Nbd.INFO_DESCRIPTION, export.description(), out);
        }
    }

    private static void tell(int option, int what, String text, ByteBuffer out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reply(out, option, Nbd.REP_INFO, Short.BYTES + bytes.length);
        out.putShort((short) what).put(bytes);
    }

    /// Takes a length and so many bytes; null where they are not all there, or no name is that long.
    private static @Nullable String name(ByteBuffer data) {
        if (data.remaining() < Integer.BYTES) {
            return null;
        }
        int length = data.getInt();
        return length < 0 || length > Nbd.MAX_STRING_BYTES || length > data.remaining() ? null : text(data, length);
    }

    private static String text(ByteBuffer data, int length) {
        byte[] bytes = new byte[length];
        data.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void reply(ByteBuffer out, int option, int type, int length) {
        out.putLong(Nbd.OPTION_REPLY_MAGIC).putInt(option).putInt(type).putInt(length);
    }
}
