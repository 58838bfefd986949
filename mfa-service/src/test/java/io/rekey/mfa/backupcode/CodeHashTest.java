package io.rekey.mfa.backupcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeHashTest {

    private static final String CODE = "ABCD-EFGH-IJKL-MNOP-QRST-2345";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ABCD-EFGH-IJKL-MNOP-QRST-2345",
                "abcd-efgh-ijkl-mnop-qrst-2345",
                "ABCDEFGHIJKLMNOPQRST2345",
                "  abcd efgh IJKL mnop  qrst 2345 ",
                "A-B-C-D-E-F-G-H-I-J-K-L-M-N-O-P-Q-R-S-T-2-3-4-5"
            })
    void forgivesCaseDashesAndSpaces(String entered) {
        assertThat(CodeHash.ofEntered(entered))
                .isEqualTo(CodeHash.ofEntered(CODE))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "ABCD-EFGH-IJKL-MNOP-QRST-234",
                "ABCD-EFGH-IJKL-MNOP-QRST-23456",
                "ABCD-EFGH-IJKL-MNOP-QRST-0345",
                "ABCD-EFGH-IJKL-MNOP-QRST-1345",
                "ABCD-EFGH-IJKL-MNOP-QRST-8345",
                "ABCD_EFGH_IJKL_MNOP_QRST_2345",
                "ABCD-EFGH-IJKL-MNOP-QRST-2345\n",
                "ABCD\tEFGH-IJKL-MNOP-QRST-2345",
                "ABCD–EFGH–IJKL–MNOP–QRST–2345",
                "ABCD-EFGH-IJKL-MNOP-QR\u017FT-2345",
                "ABCD-EFGH-\u0131JKL-MNOP-QRST-2345",
                "ABCD-EFGH-IJ\u212AL-MNOP-QRST-2345",
                "\uFF21BCD-EFGH-IJKL-MNOP-QRST-2345",
                "ABCD-EFGH-IJKL-MNOP-QRST-234\uFF15",
                "123456"
            })
    void forgivesNothingElse(String entered) { // no look-alike, no Unicode that turns into a letter
        assertThat(CodeHash.ofEntered(entered)).isEmpty();
    }

    @Test
    void isTheSha256OfTheCodeWithoutItsDashes() {
        assertThat(CodeHash.ofEntered("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")
                        .orElseThrow()
                        .hex())
                .isEqualTo("1bda9f0aed80857d43c9329457f28b1ca29f736a0c539901e1ba16a909eb07b4"); // sha256sum
    }

    @Test
    void makesCodesOf120BitAndNoneTwice() { // R9
        Set<String> seen = new HashSet<>();
        int[][] used = new int[24][128];
        for (int i = 0; i < 10_000; i++) {
            NewCode code = NewCode.random();
            assertThat(code.text()).matches("([A-Z2-7]{4}-){5}[A-Z2-7]{4}");
            assertThat(seen.add(code.text())).isTrue();
            String bare = code.text().replace("-", "");
            for (int place = 0; place < 24; place++) {
                used[place][bare.charAt(place)]++;
            }
        }
        for (int[] place : used) { // 312 expected each: every place takes every character about equally often
            for (char c : NewCode.ALPHABET.toCharArray()) {
                assertThat(place[c]).isBetween(200, 430);
            }
        }
    }

    @Test
    void saysNoCodeWhenItIsPrinted() { // R80
        NewCode code = NewCode.random();
        assertThat(code.toString() + code.hash() + new SpendBackupCode.Spent(code, 10))
                .doesNotContain(code.text())
                .doesNotContain(code.hash().hex());
    }
}
