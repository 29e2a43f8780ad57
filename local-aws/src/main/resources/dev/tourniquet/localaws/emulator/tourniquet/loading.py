"""How a service is loaded before anybody calls it: once for all branches, which would each do it anew.

What is asked changes nothing. It also makes what there is without being made, as the default VPC.
"""

import io

import moto.core.errors
from moto.core.utils import get_service_model, service_name_from_moto_package_name

# By what calls are signed for: method, path and query, and the target where the service wants one. Of others the root is asked for.
ASKED = {
    "autoscaling": [("GET", "/?Version=2011-01-01&Action=DescribeAutoScalingGroups", "")],
    "dynamodb": [("POST", "/", "DynamoDB_20120810.ListTables")],
    "ec2": [
        ("GET", "/?Version=2016-11-15&Action=DescribeInstances", ""),
        ("GET", "/?Version=2016-11-15&Action=DescribeSecurityGroups", ""),
    ],
    "elasticloadbalancing": [
        ("GET", "/?Version=2012-06-01&Action=DescribeLoadBalancers", ""),
        ("GET", "/?Version=2015-12-01&Action=DescribeLoadBalancers", ""),
    ],
    "events": [("POST", "/", "AWSEvents.ListRules")],
    "iam": [("GET", "/?Version=2010-05-08&Action=ListRoles", "")],
    "s3": [("GET", "/", ""), ("GET", "/v20180820/configuration/publicAccessBlock", "")],
    "secretsmanager": [("POST", "/", "secretsmanager.ListSecrets")],
    "sns": [("GET", "/?Version=2010-03-31&Action=ListTopics", "")],
    "sqs": [("POST", "/", "AmazonSQS.ListQueues")],
    "sts": [("GET", "/?Version=2011-06-15&Action=GetCallerIdentity", "")],
}
# Where the models go by other names.
MODELS = {"elasticloadbalancing": ("elb", "elbv2"), "s3": ("s3", "s3control")}


def load(answer, application, service):
    """Yields what went wrong: such a service is then loaded by its first call, in each branch."""
    for method, target, operation in ASKED.get(service, [("GET", "/", "")]):
        status = ask(answer, application, service, method, target, operation)
        if status.startswith(("400", "5")):
            yield f"{service} {target}: {status}"
    for model in MODELS.get(service, [service]):
        prepare_errors(model)


def ask(answer, application, service, method, target, operation):
    path, _, query = target.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "HTTP_AUTHORIZATION": f"AWS4-HMAC-SHA256 Credential=load/20260101/us-east-1/{service}/aws4_request",
        "wsgi.input": io.BytesIO(b"{}" if operation else b""),
        "wsgi.url_scheme": "http",
    }
    if operation:
        environ |= {"HTTP_X_AMZ_TARGET": operation, "CONTENT_TYPE": "application/x-amz-json-1.0", "CONTENT_LENGTH": "2"}
    statuses = []
    try:
        b"".join(answer(application, environ, lambda status, *_: statuses.append(status)))
        return statuses[-1]
    except Exception as error:
        return f"500 {error!r}"


def prepare_errors(name):
    """Where a service is not known to botocore by this name, its first error does this."""
    try:
        service_name_from_moto_package_name(name)
        moto.core.errors.ErrorLookupFactory().for_service(get_service_model(name))
    except Exception:
        pass
