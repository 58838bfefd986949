package io.rekey.serviceauth;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** Makes clients of other services from {@code @HttpExchange} interfaces: with a token, and with a limit on every wait. */
public final class ServiceClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final ServiceTokens tokens;
    private final RestClient.Builder builder;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public ServiceClients(ServiceTokens tokens, RestClient.Builder builder) {
        this.tokens = tokens;
        this.builder = builder;
    }

    /**
     * A client of a service.
     *
     * @param api an interface of {@code @HttpExchange} methods
     * @param service the service's name, the audience of the tokens sent
     * @param baseUrl where it listens, for example {@code http://mfa-service:8081}
     */
    public <T> T client(Class<T> api, String service, String baseUrl) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(READ_TIMEOUT);
        RestClient rest = builder.clone()
                .baseUrl(baseUrl)
                .requestFactory(requests)
                .requestInterceptor((request, body, execution) -> {
                    request.getHeaders().setBearerAuth(tokens.tokenFor(service));
                    return execution.execute(request, body);
                })
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(rest))
                .build()
                .createClient(api);
    }
}
