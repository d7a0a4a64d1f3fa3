package org.rtkit4j.forensics.text;

/// A position in one line of a text. Reads forward, copies nothing but what is asked for, never fails.
///
/// Numbers that cannot be read leave the position where it was.
public final class Scan {
    private static final int MAX_HEX_DIGITS = 16;
    /// Firmware prints zero as eighteen `0` without `0x`.
    private static final int MAX_ZEROS = 18;
    private static final int LEAST_ZEROS = 9;

    private String text = "";
    private int start;
    private int end;
    private int position;
    private long value;
    private boolean guessed;
    /// Whether the last hex number had capital letters: firmware and kernels print small ones, a B is a misread 8.
    private boolean capitals;

    public Scan() {}

    public Scan(String line) {
        over(line, 0, line.length());
    }

    /// Starts again on `text[from, to)`.
    public Scan over(String source, int from, int to) {
        text = source;
        start = from;
        end = to;
        position = from;
        guessed = false;
        return this;
    }

    /// The number that was read last.
    public long value() {
        return value;
    }

    /// Whether a letter was taken for a digit since the line began: `O` for 0, `l` or `I` for 1.
    public boolean guessed() {
        return guessed;
    }

    public boolean atEnd() {
        return position >= end;
    }

    public boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) > ' ') {
                return false;
            }
        }
        return true;
    }

    /// Returns the next character, or NUL at the end.
    public char peek() {
        return position < end ? text.charAt(position) : 0;
    }

    /// Returns the line's first character, or NUL.
    public char first() {
        return start < end ? text.charAt(start) : 0;
    }

    public int position() {
        return position;
    }

    public Scan moveTo(int newPosition) {
        position = Math.clamp(newPosition, start, end);
        return this;
    }

    public Scan rewind() {
        position = start;
        return this;
    }

    public Scan skipBlanks() {
        while (position < end && text.charAt(position) <= ' ') {
            position++;
        }
        return this;
    }

    /// Starts the line again, behind indentation and the marks of quoted mail.
    public Scan unquote() {
        rewind().skipBlanks();
        while (take(">")) {
            skipBlanks();
        }
        return this;
    }

    public boolean startsWith(String prefix) {
        return end - position >= prefix.length() && text.startsWith(prefix, position);
    }

    /// Moves past `word` if it comes next.
    public boolean take(String word) {
        if (!startsWith(word)) {
            return false;
        }
        position += word.length();
        return true;
    }

    /// Moves past `label` and the colon behind it; the colon may be missing, or a semicolon.
    public boolean takeLabel(String label) {
        int after = position + label.length();
        if (!startsWith(label) || continuesWord(after)) {
            return false;
        }
        position = after;
        if (position < end && (text.charAt(position) == ':' || text.charAt(position) == ';')) {
            position++;
        }
        return true;
    }

    /// Returns where `word` next stands, or -1.
    public int find(String word) {
        return text.indexOf(word, position, end);
    }

    public boolean contains(String word) {
        return find(word) >= 0;
    }

    /// Moves past the next `word`; stays and returns false where there is none.
    public boolean skipPast(String word) {
        int at = find(word);
        if (at < 0) {
            return false;
        }
        position = at + word.length();
        return true;
    }

    /// Reads `0x` and up to 16 digits, or up to 18 zeros.
    public boolean hex() {
        if (!startsHex()) {
            return zeros();
        }
        boolean guess = text.charAt(position) != '0';
        position += 2;
        if (digits()) {
            guessed |= guess;
            return true;
        }
        position -= 2;
        return false;
    }

    /// Reads `0x` and exactly so many digits, none a capital letter, or the zeros that stand for both. A number that
    /// was printed with a fixed
    /// width and has another one is damaged.
    public boolean hex(int width) {
        int from = position;
        boolean wasGuessed = guessed;
        if (hex() && position - from == width + 2 && !capitals) {
            return true;
        }
        position = from;
        guessed = wasGuessed;
        return false;
    }

    /// Reads exactly so many hex digits without `0x`.
    public boolean digits(int width) {
        int from = position;
        boolean wasGuessed = guessed;
        if (digits() && position - from == width && !capitals) {
            return true;
        }
        position = from;
        guessed = wasGuessed;
        return false;
    }

    /// Whether a number with `0x` comes next, or many zeros; also where a scanned picture made a letter of its 0.
    public boolean looksLikeHex() {
        return startsHex() || startsZeros();
    }

    private boolean startsZeros() {
        int at = position;
        while (at < end && Digits.hex(text.charAt(at)) == 0) {
            at++;
        }
        return at - position >= LEAST_ZEROS;
    }

    private boolean startsHex() {
        if (end - position < 2) {
            return false;
        }
        char zero = text.charAt(position);
        char x = text.charAt(position + 1);
        return (zero == '0' || zero == 'O' || zero == 'o') && (x == 'x' || x == 'X');
    }

    /// Reads up to 16 hex digits without `0x`. Small and capital letters in one number are a sign of damage: it is not
    /// read then.
    public boolean digits() {
        int at = position;
        long result = 0;
        int kinds = 0;
        for (; at < end; at++) {
            int digit = Digits.of(text.charAt(at));
            if (digit < 0) {
                break;
            }
            kinds |= digit;
            result = (result << 4) | (digit & 0xf);
        }
        boolean hasCapital = (kinds & Digits.CAPITAL) != 0;
        boolean isMixed = hasCapital && (kinds & Digits.SMALL) != 0;
        if (at == position || at - position > MAX_HEX_DIGITS || isMixed || continuesWord(at)) {
            return false;
        }
        guessed |= (kinds & Digits.GUESS) != 0;
        capitals = hasCapital;
        return accept(result, at);
    }

    /// Reads a decimal number of a report that may be a scanned picture: letters that look like 0 and 1 count as
    /// those beside at least one digit.
    public boolean decimalOrGuess() {
        int at = position;
        int letters = 0;
        long result = 0;
        int last = Math.min(end, position + 18);
        for (; at < last; at++) {
            char c = text.charAt(at);
            int digit = Digits.decimal(c);
            if (digit < 0) {
                break;
            }
            letters += Digits.isGuess(c) ? 1 : 0;
            result = result * 10 + digit;
        }
        if (at - position == letters || continuesWord(at)) {
            return false;
        }
        guessed |= letters > 0;
        return accept(result, at);
    }

    /// Reads a number in decimal digits, below 2^62.
    public boolean decimal() {
        int at = position;
        long result = 0;
        while (at < end && isDigit(text.charAt(at)) && at - position < 19 && result < Long.MAX_VALUE / 20) {
            result = result * 10 + (text.charAt(at) - '0');
            at++;
        }
        return at > position && (at >= end || !isDigit(text.charAt(at))) && accept(result, at);
    }

    private boolean zeros() {
        int at = position;
        boolean guess = false;
        while (at < end && Digits.hex(text.charAt(at)) == 0) {
            guess |= Digits.isGuess(text.charAt(at));
            at++;
        }
        int digits = at - position;
        boolean isNumber = digits > 0 && digits <= MAX_ZEROS && (digits >= LEAST_ZEROS || text.charAt(position) == '0');
        if (!isNumber || continuesWord(at)) {
            return false;
        }
        guessed |= guess;
        capitals = false;
        return accept(0, at);
    }

    private boolean continuesWord(int at) {
        return at < end && Character.isLetterOrDigit(text.charAt(at));
    }

    private boolean accept(long result, int next) {
        value = result;
        position = next;
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Returns the characters up to the next blank and moves past them; empty at the end.
    public String word() {
        int from = skipBlanks().position();
        return text.substring(from, skipWord().position());
    }

    /// Moves to the next blank or the end.
    public Scan skipWord() {
        while (position < end && text.charAt(position) > ' ') {
            position++;
        }
        return this;
    }

    /// Returns what stands before the next `mark`, stripped, and moves past the mark; to the end where it is
    /// missing.
    public String before(String mark) {
        int at = find(mark);
        int to = at < 0 ? end : at;
        String result = text.substring(position, to).strip();
        position = at < 0 ? end : at + mark.length();
        return result;
    }

    /// Returns the rest of the line, stripped and escaped.
    public String rest() {
        return Escape.text(text.substring(position, end).strip());
    }

    /// Returns the rest of the line as it is.
    public String rawRest() {
        return text.substring(position, end);
    }

    /// Appends the rest of the line, without blanks around it, as it is.
    public void appendRest(StringBuilder out) {
        skipBlanks();
        int to = end;
        while (to > position && text.charAt(to - 1) <= ' ') {
            to--;
        }
        out.append(text, position, to);
    }

    /// The text that the line is part of.
    public String source() {
        return text;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /// Returns the whole line as it is.
    public String line() {
        return text.substring(start, end);
    }
}
