package dev.adjudge.ingest;

/** How a file writes its numbers. */
enum NumberStyle {
    /** 1,234.56 */
    POINT,
    /** 1.234,56 */
    COMMA,
    /** Nothing in the sample tells: only what can be read in one way is read. */
    UNDECIDED,
    /** The sample has both: likewise. */
    MIXED,
    /** Written by a program: 1234.56, never grouped. */
    MACHINE;

    /** Counts what the cells of a sample tell. */
    static final class Evidence {

        private int point;
        private int comma;

        void look(String cell, boolean whole) {
            int separators = 0;
            int dots = 0;
            for (int i = 0; i < cell.length(); i++) {
                char c = cell.charAt(i);
                if (c == '.' || c == ',') {
                    separators++;
                    dots += c == '.' ? 1 : 0;
                }
            }
            int lastDot = cell.lastIndexOf('.');
            int lastComma = cell.lastIndexOf(',');
            if (separators == 0 || cell.chars().noneMatch(Character::isDigit)) {
                return;
            }
            boolean dotLast = lastDot > lastComma;
            if (dots > 0 && dots < separators) {
                count(dotLast); // both: the last is the decimal
            } else if (separators > 1) {
                count(!dotLast); // only grouping repeats
            } else if (whole) {
                count(Numbers.groupable(cell, Math.max(lastDot, lastComma)) != dotLast);
            } else if (!Numbers.groupable(cell, Math.max(lastDot, lastComma))) {
                count(dotLast);
            }
        }

        NumberStyle style(boolean machineHeadings) {
            if (point > 0 && comma > 0) {
                return MIXED;
            }
            return point > 0 ? POINT : comma > 0 ? COMMA : machineHeadings ? MACHINE : UNDECIDED;
        }

        private void count(boolean decimalPoint) {
            if (decimalPoint) {
                point++;
            } else {
                comma++;
            }
        }
    }
}
