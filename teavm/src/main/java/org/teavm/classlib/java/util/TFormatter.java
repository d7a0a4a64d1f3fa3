package org.teavm.classlib.java.util;

import java.io.Closeable;
import java.io.Flushable;
import java.util.Locale;

/// `java.util.Formatter` for what these modules and Jackson write: `%s`, `%d`, `%x`, `%c` and `%%`, with a width,
/// filled up by blanks or zeros. TeaVM's own brings along numbers, currencies and names of every locale: a sixth of
/// the page.
///
/// Anything else is refused: no text is to differ from what the JVM makes of it.
public final class TFormatter implements Closeable, Flushable {
    private final StringBuilder out = new StringBuilder();
    private String form = "";
    private int at;

    public TFormatter() {}

    public TFormatter(Locale locale) {
        if (!locale.equals(Locale.ROOT)) {
            throw new IllegalArgumentException("only the root locale: " + locale);
        }
    }

    public TFormatter format(String newForm, Object... values) {
        form = newForm;
        at = 0;
        int used = 0;
        for (int percent = next(); percent >= 0; percent = next()) {
            out.append(form, at, percent);
            at = percent + 1;
            used += put(used < values.length ? values[used] : null) ? 1 : 0;
        }
        out.append(form, at, form.length());
        return this;
    }

    private int next() {
        return form.indexOf('%', at);
    }

    /// Appends what stands behind a percent sign; false where that takes no value.
    private boolean put(Object value) {
        boolean isLeft = take('-');
        boolean isZeros = take('0');
        int width = 0;
        while (Character.isDigit(form.charAt(at))) {
            width = width * 10 + form.charAt(at++) - '0';
        }
        char kind = form.charAt(at++);
        String text = text(kind, value);
        String fill = (isZeros ? "0" : " ").repeat(Math.max(0, width - text.length()));
        int sign = isZeros && text.startsWith("-") ? 1 : 0;
        out.append(text, 0, sign).append(isLeft ? "" : fill).append(text, sign, text.length());
        out.append(isLeft ? fill : "");
        return kind != '%';
    }

    private boolean take(char flag) {
        boolean is = form.charAt(at) == flag;
        at += is ? 1 : 0;
        return is;
    }

    private static String text(char kind, Object value) {
        return switch (kind) {
            case '%' -> "%";
            case 's', 'c', 'd' -> String.valueOf(value);
            case 'x' -> value instanceof Long number ? Long.toHexString(number) : hex(value);
            default -> throw new IllegalArgumentException("not a form that is known here: %" + kind);
        };
    }

    private static String hex(Object value) {
        int mask = value instanceof Byte ? 0xff : value instanceof Short ? 0xffff : -1;
        return value == null ? "null" : Integer.toHexString(((Number) value).intValue() & mask);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return out.toString();
    }
}
