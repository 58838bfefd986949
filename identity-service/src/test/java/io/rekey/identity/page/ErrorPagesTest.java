package io.rekey.identity.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

class ErrorPagesTest {

    private final ErrorPages pages = new ErrorPages();

    @Test
    void showsNothingOfADefect() {
        ModelAndView page = resolved("/set-up", "text/html", new IllegalStateException("the secret inside"));
        assertThat(page.getStatus()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(page.getModel()).containsOnlyKeys("status");
    }

    @Test
    void saysThatTheDatabaseIsAway() {
        ModelAndView page = resolved("/set-up", "text/html", new DataAccessResourceFailureException("mongodb://…"));
        assertThat(page.getStatus()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(page.getModel()).containsOnlyKeys("status");
    }

    @Test
    void leavesProgramsToTheirProblems() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        for (MockHttpServletRequest request :
                new MockHttpServletRequest[] {asked("/set-up", "*/*"), asked("/api/v1/users", "text/html")}) {
            assertThat(pages.resolveException(request, response, null, new IllegalStateException()))
                    .isNull();
        }
    }

    private ModelAndView resolved(String path, String accept, Exception thrown) {
        return Objects.requireNonNull(
                pages.resolveException(asked(path, accept), new MockHttpServletResponse(), null, thrown));
    }

    private static MockHttpServletRequest asked(String path, String accept) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.addHeader("Accept", accept);
        return request;
    }
}
