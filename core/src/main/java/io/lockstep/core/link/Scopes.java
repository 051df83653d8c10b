package io.lockstep.core.link;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfile.Scope;
import io.lockstep.core.person.PersonView;
import java.util.List;

/** Who is in, as the mapping's {@code scope} says. Leaving the scope freezes a pair. */
public final class Scopes {

  private static final Scope EVERYBODY = new Scope(true, List.of());

  private Scopes() {}

  /** Where a record stands. */
  public enum Standing {
    IN,
    OUT,
    /** The scope goes by tags and this read shows none. */
    UNKNOWN
  }

  /** What a person can do about a record that is out of scope on that side. */
  public static String remedy(MappingProfile profile, Side side) {
    List<String> tags = profile.scope().getOrDefault(side, EVERYBODY).anyTag();
    return "give it "
        + (tags.size() == 1 ? "the tag " : "one of the tags ")
        + String.join(", ", tags)
        + " on "
        + side.word()
        + ", or widen the scope";
  }

  /** Whether that record is in scope on its side. */
  public static Standing of(MappingProfile profile, CanonicalForms forms, PersonView view) {
    Scope scope = profile.scope().getOrDefault(view.side(), EVERYBODY);
    if (scope.all()) {
      return Standing.IN;
    }
    Reading tags = view.field(FieldRule.TAGS);
    if (!tags.shown()) {
      return Standing.UNKNOWN;
    }
    Reading shown = forms.canonical(tags, Form.WORDS, CanonicalForms.CURRENT);
    Reading wanted =
        forms.canonical(Reading.ofElements(scope.anyTag()), Form.WORDS, CanonicalForms.CURRENT);
    return wanted.texts().stream().anyMatch(shown.texts()::contains) ? Standing.IN : Standing.OUT;
  }
}
