package dev.adjudge.ingest;

/** How a file writes its days with numbers. */
enum DateOrder {
    /** 2024-11-16 only, as the API asks. */
    ISO,
    /** 16/11/2024 */
    DAY_FIRST,
    /** 11/16/2024 */
    MONTH_FIRST,
    /** Nothing in the sample tells. */
    UNDECIDED,
    /** The sample has both. */
    MIXED;

    /** Counts what the dates of a sample tell. */
    static final class Evidence {

        private boolean dayFirst;
        private boolean monthFirst;

        void look(String cell) {
            String[] parts = cell.split("[-/.]", -1);
            if (parts.length == 3 && parts[2].length() == 4 && parts[0].length() <= 2 && parts[1].length() <= 2) {
                dayFirst |= over12(parts[0]);
                monthFirst |= over12(parts[1]);
            }
        }

        DateOrder order() {
            if (dayFirst && monthFirst) {
                return MIXED;
            }
            return dayFirst ? DAY_FIRST : monthFirst ? MONTH_FIRST : UNDECIDED;
        }

        private static boolean over12(String number) {
            return number.length() == 2 && number.compareTo("12") > 0 && number.compareTo("31") <= 0;
        }
    }
}
