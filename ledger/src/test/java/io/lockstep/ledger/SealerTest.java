package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class SealerTest {

  private static final String PLACE = "connection/acme/highlevel_token";

  @Test
  void whatWasSealedOpensAtItsPlaceAndShowsItsKeyButNotItself() {
    Sealer sealer = Sealer.of(Sealer.newKeysetJson());
    String sealed = sealer.seal("a token, with ümlaut", PLACE);
    assertThat(sealer.openText(sealed, PLACE)).isEqualTo("a token, with ümlaut");
    assertThat(sealed).startsWith(sealer.keyId() + ":").doesNotContain("token");
  }

  @Test
  void equalTextsAreSealedUnequally() {
    Sealer sealer = Sealer.of(Sealer.newKeysetJson());
    assertThat(sealer.seal("a", PLACE)).isNotEqualTo(sealer.seal("a", PLACE));
  }

  @Test
  void aSealedValueCopiedElsewhereDoesNotOpenThere() {
    Sealer sealer = Sealer.of(Sealer.newKeysetJson());
    String sealed = sealer.seal("a token", PLACE);
    assertThatExceptionOfType(Sealer.CannotOpenException.class)
        .isThrownBy(() -> sealer.open(sealed, "connection/other/highlevel_token"))
        .withMessageContaining("copied from another place");
  }

  @Test
  void aMissingKeyIsNamed() {
    Sealer one = Sealer.of(Sealer.newKeysetJson());
    Sealer other = Sealer.of(Sealer.newKeysetJson());
    assertThatExceptionOfType(Sealer.CannotOpenException.class)
        .isThrownBy(() -> other.open(one.seal("a token", PLACE), PLACE))
        .withMessageContaining(one.keyId());
  }

  @Test
  void whatIsNoSealedValueDoesNotOpen() {
    Sealer sealer = Sealer.of(Sealer.newKeysetJson());
    assertThatExceptionOfType(Sealer.CannotOpenException.class)
        .isThrownBy(() -> sealer.open("a token in clear", PLACE));
  }

  @Test
  void aKeyIsRotatedInTwoStepsWithoutLosingWhatTheOldOneSealed() throws Exception {
    String oldKeyset = Sealer.newKeysetJson();
    Sealer before = Sealer.of(oldKeyset);
    KeysetHandle.Builder both = KeysetHandle.newBuilder(parse(oldKeyset));
    both.addEntry(KeysetHandle.importKey(parse(Sealer.newKeysetJson()).getPrimary().getKey()));
    KeysetHandle withNewKey = both.build();
    KeysetHandle.Builder promoted = KeysetHandle.newBuilder(withNewKey);
    promoted.getAt(1).makePrimary();
    Sealer canOpenBoth = Sealer.of(json(withNewKey));
    Sealer sealsWithNew = Sealer.of(json(promoted.build()));

    assertThat(canOpenBoth.keyId()).isEqualTo(before.keyId());
    assertThat(sealsWithNew.keyId()).isNotEqualTo(before.keyId());
    assertThat(sealsWithNew.openText(before.seal("old", PLACE), PLACE)).isEqualTo("old");
    assertThat(canOpenBoth.openText(sealsWithNew.seal("new", PLACE), PLACE)).isEqualTo("new");
  }

  @Test
  void aTextThatIsNoKeysetIsRefusedWithoutBeingQuoted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sealer.of("{\"hunter2\": 1}"))
        .withMessageNotContaining("hunter2");
  }

  private static KeysetHandle parse(String json) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        json, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
  }

  private static String json(KeysetHandle keyset) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
  }
}
